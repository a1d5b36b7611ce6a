package relata.api.page;

import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import relata.api.RelataSettings;

/** Logs the addresses at startup. */
@Singleton
class StartupBanner {
    private static final Logger LOG = Logger.getLogger(StartupBanner.class);

    private final boolean graphiql;
    private final boolean introspection;

    StartupBanner(RelataSettings settings) {
        this.graphiql = settings.graphiql();
        this.introspection = settings.introspection();
    }

    void say(@ObservesAsync HttpServerStart started) {
        String base = "http://localhost:" + started.options().getPort();
        LOG.infof("The endpoint is %s/graphql", base);
        if (introspection) {
            LOG.infof("Its schema is at %s/graphql/schema.graphqls", base);
        }
        if (graphiql) {
            LOG.infof("GraphiQL is at %s/graphiql", base);
        }
    }
}
