package relata.api.http;

import graphql.ExecutionResult;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import relata.api.HttpSettings;
import relata.api.port.StatementLog;

/** Adds the SQL statements to a response as `extensions.sql`, if enabled and if the request asks for it. */
@Singleton
class Explanation {
    static final String HEADER = "Relata-Explain";

    private final StatementLog log;
    private final boolean allowed;

    Explanation(StatementLog log, HttpSettings settings) {
        this.log = log;
        this.allowed = settings.explain();
    }

    boolean isWanted(RoutingContext context) {
        return allowed && "sql".equals(context.request().getHeader(HEADER));
    }

    /** Runs an operation, and adds its statements to the result. */
    ExecutionResult of(Supplier<ExecutionResult> operation) {
        log.start();
        try {
            var result = operation.get();
            return result.transform(changed -> changed.addExtension("sql", log.statements()));
        } finally {
            log.stop();
        }
    }
}
