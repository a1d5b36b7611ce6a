package relata.api.role;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.as;
import static relata.Api.ask;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relata.Api;
import relata.ApiSocket;
import relata.api.http.RawSocket;
import relata.api.operation.ObservationTest;

/** Tokens over WebSocket and SSE, and what of the changes callers are told. */
@QuarkusTest
@TestProfile(StrictServer.class)
class StreamRolesTest {
    // language=GraphQL
    private static final String PEOPLE = "{ people { totalCount } }";

    // language=GraphQL
    private static final String CHANGES = "subscription { changes { kind type id node { label } } }";

    private static final String BOTH = Tokens.of("editor", "registrar");

    @TestHTTPResource("/graphql")
    URL server;

    @BeforeEach
    void deleteAll() {
        as(BOTH, () -> {
            Api.deleteAll();
            return null;
        });
    }

    @Test
    void takesTheTokenOfASocketFromItsFirstMessage() {
        try (var socket = ApiSocket.open(server, Tokens.of("registrar"))) {
            assertEquals(0, socket.subscribe("1", PEOPLE).next("next").getInt("payload.data.people.totalCount"));
        }
    }

    @Test
    void asksForNoTokenBeforeItIsNeeded() {
        try (var socket = ApiSocket.open(server)) {
            var answer = socket.subscribe("1", PEOPLE).next("next");
            assertEquals("UNAUTHENTICATED", answer.getString("payload.errors[0].extensions.code"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\""})
    void takesAnEmptyTokenOfASocketForNone(String token) {
        try (var socket = ApiSocket.connect(server, "graphql-transport-ws")) {
            socket.sendText("{\"type\": \"connection_init\", \"payload\": {\"Authorization\": %s}}".formatted(token));
            socket.next("connection_ack");
        }
    }

    @Test
    void closesASocketWithAWrongToken() {
        try (var socket = ApiSocket.connect(server, "graphql-transport-ws")) {
            socket.send(Map.of("type", "connection_init", "payload", Map.of("authorization", "Bearer garbled")));
            assertEquals(4403, socket.closed().code());
        }
    }

    @Test
    void closesASocketWhenItsTokenExpires() {
        try (var socket = ApiSocket.open(server, Tokens.of(2, "registrar"))) {
            socket.subscribe("1", CHANGES);
            var closed = socket.closed();
            assertEquals(4403, closed.code());
            assertEquals("The token has expired: get a new one.", closed.reason());
        }
    }

    @Test
    void tellsOfChangesThatACallerMayRead() {
        try (var everything = ApiSocket.open(server, BOTH);
                var places = ApiSocket.open(server, Tokens.of("editor"));
                var anybody = ApiSocket.open(server)) {
            String after = ask("{ changesCursor }").data("changesCursor");
            for (var socket : List.of(everything, places, anybody)) {
                socket.subscribe("1", CHANGES.replace("changes", "changes(after: \"%s\")".formatted(after)));
            }
            as(BOTH, () -> ask("mutation { createPerson(input: {name: \"Joan louji\"}) { id } }"))
                    .data();
            as(BOTH, () -> ask("mutation { createPlace(input: {name: \"Ace\", address: \"1\"}) { id } }"))
                    .data();
            assertEquals("Joan louji", everything.next("next").getString("payload.data.changes.node.label"));
            for (var socket : List.of(everything, places, anybody)) {
                var change = socket.next("next");
                assertEquals("PLACE", change.getString("payload.data.changes.type"), change::toString);
                assertEquals("Ace the place", change.getString("payload.data.changes.node.label"));
            }
        }
    }

    @Test
    void refusesToTellOfChangesThatACallerAsksForAndMayNotRead() {
        for (String arguments : List.of("of: [PLACE, ADHAR]", "ids: [\"Place:1\", \"Person:1\"]")) {
            var document = CHANGES.replace("changes", "changes(" + arguments + ")");
            try (var editor = ApiSocket.open(server, Tokens.of("editor"));
                    var anybody = ApiSocket.open(server)) {
                assertTrue(editor.subscribe("1", document).next().toString().contains("FORBIDDEN"));
                assertTrue(anybody.subscribe("1", document).next().toString().contains("UNAUTHENTICATED"));
            }
        }
    }

    @Test
    void refusesAStreamOfEventsWithAWrongToken() {
        send("garbled").then().statusCode(401).body("errors[0].extensions.code", equalTo("UNAUTHENTICATED"));
    }

    @Test
    void endsAStreamOfEventsWhenItsTokenExpires() {
        String expired = "relata_errors_total{code=\"UNAUTHENTICATED\"}";
        double before = ObservationTest.value(expired);
        String events =
                send(Tokens.of(2, "registrar")).then().statusCode(200).extract().asString();
        assertTrue(events.contains("The token has expired"), events);
        assertEquals(before + 1, ObservationTest.value(expired));
        assertTrue(events.endsWith("event: complete\ndata:\n\n"), events);
    }

    @Test
    void forgetsTheTokenOfAStreamOfEventsThatHasEnded() throws Exception {
        var logged = new ConcurrentLinkedQueue<String>();
        var log = new Handler() {
            @Override
            public void publish(LogRecord logging) {
                if (logging.getThrown() != null) {
                    logged.add(String.valueOf(logging.getThrown()));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(log);
        try (var socket = new RawSocket(server)) {
            String token = Tokens.of(2, "registrar");
            socket.post("{ __typename }", "Accept: text/event-stream", "Authorization: Bearer " + token);
            assertTrue(socket.head().startsWith("HTTP/1.1 200 "));
            // the connection stays open, as browsers keep it, until after the token has ended, and another stream with
            // it
            assertTrue(send(token).asString().contains("The token has expired"));
            assertEquals(List.of(), List.copyOf(logged));
        } finally {
            Logger.getLogger("").removeHandler(log);
        }
    }

    private static Response send(String token) {
        return given().accept("text/event-stream")
                .contentType("application/json")
                .header("Authorization", "Bearer " + token)
                .body(Map.of("query", CHANGES))
                .post("/graphql");
    }
}
