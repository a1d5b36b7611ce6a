package relata.database;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Takes traces and keeps them, as OpenTelemetry wants it: OTLP over HTTP, with the messages of its trace.proto. */
class Collector implements AutoCloseable {
    final List<Span> spans = new CopyOnWriteArrayList<>();
    final List<String> paths = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** A span; its text is all of it, where readable names and values can be looked for. */
    record Span(ByteString trace, ByteString id, ByteString parent, String name, String text) {
        private static Span of(ByteString bytes) {
            return new Span(
                    field(bytes, 1).findFirst().orElseThrow(),
                    field(bytes, 2).findFirst().orElseThrow(),
                    field(bytes, 4).findFirst().orElse(ByteString.EMPTY),
                    field(bytes, 5).findFirst().orElseThrow().toStringUtf8(),
                    bytes.toStringUtf8());
        }
    }

    /** @param port 0 for any that is free */
    Collector(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::take);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = ByteString.readFrom(exchange.getRequestBody());
            paths.add(exchange.getRequestURI().getPath());
            if (exchange.getRequestURI().getPath().equals("/v1/traces")) {
                // resources, then scopes, then spans; all at once, since an operation may come before its statements
                spans.addAll(field(body, 1)
                        .flatMap(resource -> field(resource, 2))
                        .flatMap(scope -> field(scope, 2))
                        .map(Span::of)
                        .toList());
            }
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Stream<ByteString> field(ByteString message, int number) {
        try {
            return UnknownFieldSet.parseFrom(message).getField(number).getLengthDelimitedList().stream();
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
