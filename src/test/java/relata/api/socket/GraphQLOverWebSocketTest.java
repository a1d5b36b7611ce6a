package relata.api.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import relata.Api;
import relata.ApiSocket;
import relata.ApiSocket.Closed;
import relata.api.http.RawSocket;

/** The protocol `graphql-transport-ws`, message by message and close code by close code. */
@QuarkusTest
class GraphQLOverWebSocketTest {
    private static final String PROTOCOL = "graphql-transport-ws";
    private static final Map<String, Object> INIT = Map.of("type", "connection_init");

    @TestHTTPResource("/graphql")
    URL server;

    @BeforeEach
    void deleteAll() {
        Api.deleteAll();
    }

    @Test
    void answersAQuery() {
        try (var socket = ApiSocket.open(server)) {
            socket.subscribe("q", "{ places { totalCount } }");
            var answer = socket.next("next");
            assertEquals("q", answer.getString("id"));
            assertEquals(0, answer.getInt("payload.data.places.totalCount"));
            assertEquals("q", socket.next("complete").getString("id"));
        }
    }

    @Test
    void runsAMutationOnce() {
        try (var socket = ApiSocket.open(server)) {
            // language=GraphQL
            var mutation = "mutation ($name: String!) { createPlace(input: {name: $name, address: \"1\"}) { name } }";
            socket.subscribe("m", mutation, Map.of("name", "Demon Dogs"));
            assertEquals("Demon Dogs", socket.next("next").getString("payload.data.createPlace.name"));
            socket.next("complete");
        }
        assertEquals(1, Api.ask("{ places { totalCount } }").<Integer>data("places.totalCount"));
    }

    @Test
    void takesManyOperationsAtOnceAndAnIdAgain() {
        try (var socket = ApiSocket.open(server)) {
            for (int i = 0; i < 20; i++) {
                socket.subscribe("q" + i, "{ __typename }");
            }
            for (int i = 0; i < 40; i++) {
                socket.next();
            }
            socket.subscribe("q1", "{ __typename }").next("next");
        }
    }

    @Test
    void tellsErrorsOfADocumentAsAnError() {
        try (var socket = ApiSocket.open(server)) {
            var error = socket.subscribe("q", "{ nowhere }").next("error");
            assertEquals("q", error.getString("id"));
            assertEquals("GRAPHQL_VALIDATION_FAILED", error.getString("payload[0].extensions.code"));
            // the id is free again
            socket.subscribe("q", "{ __typename }").next("next");
        }
    }

    @Test
    void tellsErrorsOfFieldsInTheResult() {
        try (var socket = ApiSocket.open(server)) {
            var answer = socket.subscribe("q", "{ place(id: \"x\") { id } }").next("next");
            assertEquals("BAD_USER_INPUT", answer.getString("payload.errors[0].extensions.code"));
            socket.next("complete");
        }
    }

    @Test
    void answersAPingInAnyState() {
        try (var socket = ApiSocket.connect(server, PROTOCOL)) {
            socket.send(Map.of("type", "ping")).next("pong");
            socket.send(Map.of("type", "pong", "payload", Map.of("x", 1)));
            socket.send(INIT).next("connection_ack");
            socket.send(Map.of("type", "ping", "payload", Map.of("x", 1))).next("pong");
        }
    }

    @Test
    void ignoresACompleteOfWhatHasEnded() {
        try (var socket = ApiSocket.open(server)) {
            socket.send(Map.of("id", "gone", "type", "complete"));
            socket.subscribe("q", "{ __typename }").next("next");
        }
    }

    @Test
    void choosesItsProtocolAmongOthers() {
        try (var socket = ApiSocket.connect(server, "graphql-ws", PROTOCOL)) {
            assertEquals(PROTOCOL, socket.subprotocol());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "graphql-ws"})
    void closesASocketOfAnotherProtocol(String protocol) {
        var socket = protocol.isEmpty() ? ApiSocket.connect(server) : ApiSocket.connect(server, protocol);
        assertEquals(4406, socket.closed().code());
    }

    @Test
    void closesASocketThatSubscribesUnacknowledged() {
        var socket = ApiSocket.connect(server, PROTOCOL).subscribe("q", "{ __typename }");
        assertEquals(new Closed(4401, "Unauthorized"), socket.closed());
    }

    @Test
    void closesASocketThatInitialisesTwice() {
        var socket = ApiSocket.open(server).send(INIT);
        assertEquals(new Closed(4429, "Too many initialisation requests"), socket.closed());
    }

    @Test
    void closesASocketThatInitialisesTwiceAtOnce() {
        var socket = ApiSocket.connect(server, PROTOCOL).send(INIT).send(INIT);
        assertEquals(4429, socket.closed().code());
    }

    static Stream<Arguments> illegalMessages() {
        return Stream.of(
                Arguments.of("no JSON", "{"),
                Arguments.of("no object", "[]"),
                Arguments.of("no type", "{}"),
                Arguments.of("a type that is no string", "{\"type\": 1}"),
                Arguments.of("an unknown type", "{\"type\": \"start\"}"),
                Arguments.of("a server's type", "{\"type\": \"next\", \"id\": \"1\"}"),
                Arguments.of("no id", "{\"type\": \"subscribe\", \"payload\": {\"query\": \"{ __typename }\"}}"),
                Arguments.of("an empty id", "{\"type\": \"subscribe\", \"id\": \"\", \"payload\": {}}"),
                Arguments.of("an id that is no string", "{\"type\": \"complete\", \"id\": 1}"),
                Arguments.of("an id too long", "{\"type\": \"complete\", \"id\": \"%s\"}".formatted("i".repeat(101))),
                Arguments.of("half a surrogate pair in an id", "{\"type\": \"complete\", \"id\": \"\\ud83d\"}"),
                Arguments.of("no payload", "{\"type\": \"subscribe\", \"id\": \"1\"}"),
                Arguments.of("a payload that is no object", "{\"type\": \"subscribe\", \"id\": \"1\", \"payload\": 1}"),
                Arguments.of("no query", "{\"type\": \"subscribe\", \"id\": \"1\", \"payload\": {}}"),
                Arguments.of(
                        "a query that is no string",
                        "{\"type\": \"subscribe\", \"id\": \"1\", \"payload\": {\"query\": 1}}"),
                Arguments.of(
                        "variables that are no object",
                        "{\"type\": \"subscribe\", \"id\": \"1\", \"payload\": {\"query\": \"{x}\", \"variables\": []}}"),
                Arguments.of("a key twice", "{\"type\": \"ping\", \"type\": \"ping\"}"),
                Arguments.of(
                        "nested too deep",
                        "{\"type\": \"ping\", \"payload\": " + "[".repeat(101) + "]".repeat(101) + "}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("illegalMessages")
    void closesASocketThatSends(String what, String message) {
        var closed = ApiSocket.open(server).sendText(message).closed();
        assertEquals(4400, closed.code(), closed::reason);
        assertTrue(closed.reason().length() > 10, closed::reason);
    }

    @Test
    void takesAnIdOfAHundredCharacters() {
        try (var socket = ApiSocket.open(server)) {
            socket.subscribe("i".repeat(100), "{ __typename }").next("next");
        }
    }

    @Test
    void closesASocketThatSendsBytes() {
        assertEquals(
                4400, ApiSocket.open(server).sendBinary(new byte[] {1}).closed().code());
    }

    @Test
    void takesAMessageOfOneMebibyteAndNoLarger() {
        int envelope = "{\"type\": \"ping\", \"payload\": {\"x\": \"\"}}".length();
        String ping = "{\"type\": \"ping\", \"payload\": {\"x\": \"%s\"}}";
        try (var socket = ApiSocket.open(server)) {
            socket.sendText(ping.formatted("x".repeat((1 << 20) - envelope))).next("pong");
            socket.sendText(ping.formatted("x".repeat((1 << 20) - envelope + 1)));
            assertEquals(1009, socket.closed().code());
        }
    }

    @Test
    void tellsAClientWhatIsWrongWithItsFrames() throws IOException {
        try (var socket = new RawSocket(server)) {
            socket.upgrade("Origin: http://" + server.getAuthority()).head();
            // clients have to mask what they send
            socket.send(new byte[] {(byte) 0x81, 2, '{', '}'});
            assertEquals(0x88, socket.read());
            socket.read();
            assertEquals(1002, socket.read() << 8 | socket.read());
        }
    }

    @Test
    void boundsTheOperationsOfASocket() {
        try (var socket = ApiSocket.open(server)) {
            // language=GraphQL
            var forever = "subscription { changes(of: []) { id } }";
            for (int i = 0; i < 50; i++) {
                socket.subscribe("s" + i, forever);
            }
            var error = socket.subscribe("s50", forever).next("error");
            assertEquals("s50", error.getString("id"));
            assertEquals("relata.sockets.operations", error.getString("payload[0].extensions.limit"));
            assertEquals(50, error.getInt("payload[0].extensions.value"));
            socket.send(Map.of("id", "s0", "type", "complete"));
            socket.subscribe("s51", "{ __typename }").next("next");
        }
    }

    @Test
    void closesASocketThatUsesAnIdTwice() {
        var forever = "subscription { changes(of: []) { id } }";
        var socket = ApiSocket.open(server).subscribe("s", forever).subscribe("s", forever);
        assertEquals(new Closed(4409, "Subscriber for s already exists"), socket.closed());
        var longest = "i".repeat(100);
        var other = ApiSocket.open(server).subscribe(longest, forever).subscribe(longest, forever);
        assertEquals(4409, other.closed().code());
    }

    @Test
    void refusesASocketOfAPageOfAnotherOrigin() throws IOException {
        assertTrue(upgrade("Origin: http://evil.example").startsWith("HTTP/1.1 403 "));
        assertTrue(upgrade("Origin: null").startsWith("HTTP/1.1 403 "));
        assertTrue(upgrade("Origin: http://" + server.getAuthority()).startsWith("HTTP/1.1 101 "));
    }

    @Test
    void offersNoCompression() throws IOException {
        // a small frame could unfold to more than there is memory
        String answer = upgrade("Sec-WebSocket-Extensions: permessage-deflate");
        assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
        assertFalse(answer.toLowerCase().contains("sec-websocket-extensions"), answer);
    }

    private String upgrade(String header) throws IOException {
        try (var socket = new RawSocket(server)) {
            return socket.upgrade(header).head();
        }
    }
}
