package relata.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.SocketException;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.ApiSocket;

/** Quiet connections: those that live are kept, those that are gone are not. */
@QuarkusTest
@TestProfile(KeepAliveTest.EverySecond.class)
class KeepAliveTest {
    public static class EverySecond implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("relata.sockets.keep-alive", "1S");
        }
    }

    @TestHTTPResource("/graphql")
    URL server;

    @Test
    void keepsASocketThatAnswersPings() {
        try (var socket = ApiSocket.open(server)) {
            assertTrue(socket.isQuiet(3500));
            socket.subscribe("q", "{ __typename }").next("next");
        }
    }

    @Test
    void cutsASocketThatDoesNot() throws IOException {
        try (var socket = new RawSocket(server)) {
            socket.upgrade("Origin: http://" + server.getAuthority()).head();
            socket.frame("{\"type\": \"connection_init\"}");
            long start = System.nanoTime();
            socket.readToEnd();
            double seconds = (System.nanoTime() - start) / 1e9;
            assertTrue(seconds > 1.5 && seconds < 15, () -> "after " + seconds + " s");
        }
    }

    @Test
    void writesToAQuietStreamOfEvents() throws IOException {
        try (var socket = new RawSocket(server)) {
            subscribe(socket, "subscription { changes(of: []) { id } }");
            var head = socket.head();
            assertTrue(head.startsWith("HTTP/1.1 200 "), head);
            for (int i = 0; i < 3; i++) {
                assertEquals(":\n\n", chunk(socket));
            }
        }
    }

    @Test
    void cutsAStreamOfEventsThatNobodyReads() throws Exception {
        var waiters = Collections.nCopies(500, Map.of("name", "Joe"));
        var input = Map.of("name", "Ace", "address", "x", "restaurant", Map.of("waiters", waiters));
        // language=GraphQL
        String id = Api.ask(
                        "mutation ($input: CreatePlaceInput!) { createPlace(input: $input) { id } }", "input", input)
                .data("createPlace.id");
        var labels = new StringBuilder();
        for (int i = 0; i < 59; i++) {
            labels.append("a").append(i).append("b".repeat(150)).append(": label ");
        }
        Api.awaitFeed();
        try (var socket = new RawSocket(server)) {
            subscribe(
                    socket,
                    "subscription { changes(of: [PLACE]) { node { ... on Place { restaurant { waiters(first: 500) { %s} } } } } }"
                            .formatted(labels));
            socket.head();
            // language=GraphQL
            Api.ask("mutation ($id: ID!) { updatePlace(id: $id, input: {name: \"Bob\"}) { id } }", "id", id)
                    .data();
            Thread.sleep(8_000);
            int read = socket.readToEnd();
            assertTrue(read < 500 * 59 * 150, () -> read + " bytes came all the same");
        } catch (SocketException e) {
            assertTrue(e.getMessage().contains("reset"), e::toString);
        }
    }

    private void subscribe(RawSocket socket, String document) throws IOException {
        var body = "{\"query\": \"%s\"}".formatted(document);
        socket.send(
                """
                POST /graphql HTTP/1.1
                Host: %s
                Accept: text/event-stream
                Content-Type: application/json
                Content-Length: %d

                %s"""
                        .formatted(server.getAuthority(), body.length(), body));
    }

    /** One chunk of a chunked answer. */
    private static String chunk(RawSocket socket) throws IOException {
        int length = Integer.parseInt(line(socket), 16);
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) socket.read());
        }
        assertFalse(text.isEmpty());
        line(socket);
        return text.toString();
    }

    private static String line(RawSocket socket) throws IOException {
        var line = new StringBuilder();
        while (line.indexOf("\r\n") < 0) {
            line.append((char) socket.read());
        }
        return line.toString().trim();
    }
}
