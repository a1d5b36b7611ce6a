package relata.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** A connection on which a test does what no well-kept client would do. */
final class RawSocket implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    RawSocket(URL server) throws IOException {
        socket = new Socket();
        // so that not much of what is not read is on its way
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    }

    /** Sends lines as HTTP wants them. */
    RawSocket send(String lines) throws IOException {
        return send(lines.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    RawSocket send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** The head of an answer. */
    String head() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) read());
        }
        return head.toString();
    }

    /** The next byte, or -1 where the server has closed. */
    int read() throws IOException {
        return socket.getInputStream().read();
    }

    /** Reads until the server closes. */
    int readToEnd() throws IOException {
        int count = 0;
        while (read() >= 0) {
            count++;
        }
        return count;
    }

    /** Asks for a WebSocket, with one more header. */
    RawSocket upgrade(String header) throws IOException {
        return send(
                """
                GET /graphql HTTP/1.1
                Host: %s:%d
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                Sec-WebSocket-Protocol: graphql-transport-ws
                %s

                """
                        .formatted(socket.getInetAddress().getHostName(), socket.getPort(), header));
    }

    /** Sends text as a short frame of a WebSocket: RFC 6455, section 5.2, masked with zeros. */
    RawSocket frame(String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        send(new byte[] {(byte) 0x81, (byte) (0x80 | bytes.length), 0, 0, 0, 0});
        return send(bytes);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
