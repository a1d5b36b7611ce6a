package relata.api.socket;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import io.vertx.core.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import relata.api.Caller;
import relata.api.message.Json;
import relata.api.message.RefusedException;
import relata.api.message.RequestReader;
import relata.api.operation.ResultSink;
import relata.api.operation.ResultStream;

/** A socket that has been acknowledged, and runs operations. */
final class Acknowledged implements SocketState {
    private final SocketOperations operations;
    private final Caller caller;
    private final Context context;
    private final Outbox outbox;
    private final Consumer<SocketClosure> close;
    private final Map<String, ResultStream> streams = new HashMap<>();

    Acknowledged(
            SocketOperations operations, Caller caller, Context context, Outbox outbox, Consumer<SocketClosure> close) {
        this.operations = operations;
        this.caller = caller;
        this.context = context;
        this.outbox = outbox;
        this.close = close;
    }

    @Override
    public void receive(SocketMessage message) {
        switch (message.type()) {
            case "connection_init" -> throw SocketClosure.tooManyInitialisations();
            case "subscribe" -> subscribe(message.requiredId(), message.payload());
            case "complete" -> complete(message.requiredId());
            default -> throw message.unexpected();
        }
    }

    private void subscribe(String id, Map<String, Object> payload) {
        if (streams.containsKey(id)) {
            throw SocketClosure.subscriberExists(id);
        }
        if (payload == null) {
            throw SocketClosure.invalidMessage("Message 'subscribe' is missing the 'payload' property");
        }
        var request = RequestReader.request(payload);
        var sink = new Messages(id);
        int most = operations.settings.operations();
        if (streams.size() >= most) {
            var message = "A socket can have at most %d operations at a time: complete one, or open another socket.";
            sink.error(RefusedException.limitExceeded("relata.sockets.operations", most, message.formatted(most))
                    .result()
                    .getErrors());
            return;
        }
        streams.put(id, operations.start(context, request, caller, sink));
    }

    /** The operation may already have ended by itself. */
    private void complete(String id) {
        var stream = streams.remove(id);
        if (stream != null) {
            stream.cancel();
        }
    }

    @Override
    public void close() {
        streams.values().forEach(ResultStream::cancel);
    }

    /** Sends the results of one operation. */
    private final class Messages implements ResultSink {
        private final String id;

        Messages(String id) {
            this.id = id;
        }

        @Override
        public Runnable encode(ExecutionResult result) {
            var message = Json.text(Map.of("id", id, "type", "next", "payload", operations.results.of(result)));
            return () -> outbox.send(message);
        }

        @Override
        public void error(List<GraphQLError> errors) {
            streams.remove(id);
            if (outbox.isFull()) {
                // the client would not read this either
                close.accept(SocketClosure.tooSlow());
            } else {
                outbox.send(Map.of("id", id, "type", "error", "payload", operations.results.of(errors)));
            }
        }

        @Override
        public void complete() {
            streams.remove(id);
            outbox.send(Map.of("id", id, "type", "complete"));
        }

        @Override
        public void whenReady(Runnable next) {
            outbox.whenReady(next);
        }
    }
}
