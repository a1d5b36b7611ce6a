package relata.api.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import relata.Await;

/** A connection on which a test does what no well-kept client would do. */
public final class RawSocket implements AutoCloseable {
    private final Socket socket;
    private final String host;

    public RawSocket(URL server) throws IOException {
        host = server.getAuthority();
        socket = new Socket();
        // so that not much of what is not read is on its way
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(Await.PATIENCE_SECONDS * 1_000);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    }

    /** Sends lines as HTTP wants them. */
    public RawSocket send(String lines) throws IOException {
        return send(lines.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    public RawSocket send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Asks by a POST, with more headers. */
    public RawSocket post(String document, String... headers) throws IOException {
        String body = "{\"query\": \"%s\"}".formatted(document.replace("\"", "\\\""));
        return postHead(body.length(), headers).send(body.getBytes(StandardCharsets.UTF_8));
    }

    /** The head of a POST whose body has so many bytes. */
    RawSocket postHead(int length, String... headers) throws IOException {
        var lines = Stream.concat(
                Stream.of(
                        "POST /graphql HTTP/1.1",
                        "Host: " + host,
                        "Content-Type: application/json",
                        "Content-Length: " + length),
                Stream.of(headers));
        return send(lines.collect(Collectors.joining("\n", "", "\n\n")));
    }

    /** The head of an answer. */
    public String head() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = read();
            assertTrue(next >= 0, () -> "closed after " + head);
            head.append((char) next);
        }
        return head.toString();
    }

    /** The next byte, or -1 where the server has closed. */
    public int read() throws IOException {
        return socket.getInputStream().read();
    }

    public String read(int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
    }

    /** What comes until the server closes. */
    public String readToEnd() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Asks for a WebSocket, with one more header. */
    public RawSocket upgrade(String header) throws IOException {
        return send(
                """
                GET /graphql HTTP/1.1
                Host: %s
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                Sec-WebSocket-Protocol: graphql-transport-ws
                %s

                """
                        .formatted(host, header));
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
