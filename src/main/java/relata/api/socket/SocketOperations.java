package relata.api.socket;

import io.vertx.core.Context;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import relata.api.Caller;
import relata.api.HttpSettings;
import relata.api.message.Request;
import relata.api.message.RequestReader;
import relata.api.message.Results;
import relata.api.operation.Operations;
import relata.api.operation.Preparation;
import relata.api.operation.ResultSink;
import relata.api.operation.ResultStream;
import relata.api.role.Authenticator;
import relata.api.work.GracefulShutdown;
import relata.api.work.Workers;
import relata.api.work.Workers.Rest;

/** Shared by all sockets: reads messages, runs operations and identifies callers. */
@Singleton
final class SocketOperations {
    final SocketSettings settings;
    final RequestReader reader;
    final Results results;
    final int messageLimit;
    private final Preparation preparation;
    private final Operations operations;
    private final Workers workers;
    private final Authenticator authenticator;
    private final GracefulShutdown shutdown;

    SocketOperations(
            SocketSettings settings,
            HttpSettings http,
            RequestReader reader,
            Results results,
            Preparation preparation,
            Operations operations,
            Workers workers,
            Authenticator authenticator,
            GracefulShutdown shutdown) {
        this.settings = settings;
        this.reader = reader;
        this.results = results;
        this.messageLimit = Math.toIntExact(http.bodyLimit().asLongValue());
        this.preparation = preparation;
        this.operations = operations;
        this.workers = workers;
        this.authenticator = authenticator;
        this.shutdown = shutdown;
    }

    /** Counts a socket, and registers what closes it at shutdown. */
    void opened(Runnable goodbye) {
        operations.observation().socket(1);
        shutdown.add(goodbye);
    }

    void closed(Runnable goodbye) {
        operations.observation().socket(-1);
        shutdown.remove(goodbye);
    }

    ResultStream start(Context context, Request request, Caller caller, ResultSink sink) {
        return ResultStream.start(
                context, operations, workers, workers.begin(), () -> preparation.prepare(request, caller), sink);
    }

    /** The caller; fails as {@link Authenticator#of(String)} does. */
    Future<Caller> caller(String authorization) {
        return workers.run(workers.begin(), () -> Rest.none(authenticator.of(authorization)));
    }
}
