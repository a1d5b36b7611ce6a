package relata.api;

import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import org.jboss.logging.Logger;

/** Says where everything is. */
@ApplicationScoped
class Welcome {
    private static final Logger LOG = Logger.getLogger(Welcome.class);

    private final boolean graphiql;

    Welcome(RelataSettings settings) {
        this.graphiql = settings.graphiql();
    }

    void say(@ObservesAsync HttpServerStart started) {
        String base = "http://localhost:" + started.options().getPort();
        LOG.infof("The endpoint is %s/graphql, its schema %s/graphql/schema.graphqls", base, base);
        if (graphiql) {
            LOG.infof("GraphiQL is at %s/graphiql", base);
        }
    }
}
