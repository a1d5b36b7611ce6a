package relata.api.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import relata.api.message.Json;

/** The two formats of a stream of results, and which of them `Accept` prefers. A JSON type may be accepted besides. */
enum StreamType {
    /** GraphQL over SSE, in its distinct connections mode. */
    EVENTS(new MediaType("text", "event-stream"), "; charset=utf-8") {
        @Override
        Buffer begin() {
            return keepAlive();
        }

        @Override
        Buffer keepAlive() {
            return Buffer.buffer(":\n\n");
        }

        @Override
        Buffer next(Map<String, Object> result) {
            return Buffer.buffer("event: next\ndata: ")
                    .appendBytes(Json.write(result))
                    .appendString("\n\n");
        }

        /** A browser hides a response that is no event from its page, so errors are sent as one. */
        @Override
        Buffer error(List<Map<String, Object>> errors) {
            return next(Map.of("errors", errors));
        }

        @Override
        Buffer end() {
            // an event without data would not be dispatched
            return Buffer.buffer("event: complete\ndata:\n\n");
        }
    },

    /** Apollo's multipart protocol for subscriptions, which its clients ask for by default. */
    PARTS(
            new MediaType("multipart", "mixed", Map.of("subscriptionSpec", "1.0")),
            ";boundary=\"graphql\";subscriptionSpec=\"1.0\"") {
        @Override
        Buffer begin() {
            return Buffer.buffer("--graphql").appendBuffer(keepAlive());
        }

        @Override
        Buffer keepAlive() {
            return part(Map.of());
        }

        @Override
        Buffer next(Map<String, Object> result) {
            return part(Map.of("payload", result));
        }

        @Override
        Buffer error(List<Map<String, Object>> errors) {
            var message = new LinkedHashMap<String, Object>();
            message.put("payload", null);
            message.put("errors", errors);
            return part(message);
        }

        @Override
        Buffer end() {
            return Buffer.buffer("--\r\n");
        }

        /** The boundary follows each part, as clients take a part for complete only then. */
        private static Buffer part(Map<String, Object> message) {
            return Buffer.buffer("\r\nContent-Type: application/json\r\n\r\n")
                    .appendBytes(Json.write(message))
                    .appendString("\r\n--graphql");
        }
    };

    /** The types that can answer a subscription, for messages. */
    static final String ALL = "text/event-stream, or multipart/mixed;subscriptionSpec=\"1.0\"";

    private final MediaType type;
    private final String parameters;

    StreamType(MediaType type, String parameters) {
        this.type = type;
        this.parameters = parameters;
    }

    String contentType() {
        return type + parameters;
    }

    /** Sent at once, so that the client knows that its request has arrived. */
    abstract Buffer begin();

    abstract Buffer keepAlive();

    abstract Buffer next(Map<String, Object> result);

    abstract Buffer error(List<Map<String, Object>> errors);

    abstract Buffer end();

    /** The type in which to answer a subscription; empty if none is accepted. */
    static Optional<StreamType> of(RoutingContext context) {
        var accept = accept(context);
        float events = EVENTS.type.quality(accept);
        float parts = PARTS.type.quality(accept);
        if (events <= 0 && parts <= 0) {
            return Optional.empty();
        }
        boolean isTie = events == parts;
        boolean prefersParts = isTie ? PARTS.isNamedIn(accept) && !EVENTS.isNamedIn(accept) : parts > events;
        return Optional.of(prefersParts ? PARTS : EVENTS);
    }

    /** The type in which to answer even an operation with one result: only if no JSON type is named. */
    static Optional<StreamType> preferred(RoutingContext context) {
        var accept = accept(context);
        if (ResponseType.isAnyNamedIn(accept)) {
            return Optional.empty();
        }
        boolean isStream = EVENTS.isNamedIn(accept)
                || PARTS.isNamedIn(accept)
                || ResponseType.of(accept).isEmpty();
        return isStream ? of(context) : Optional.empty();
    }

    boolean isNamedIn(List<MIMEHeader> accept) {
        return type.isNamedIn(accept);
    }

    private static List<MIMEHeader> accept(RoutingContext context) {
        return context.parsedHeaders().accept();
    }
}
