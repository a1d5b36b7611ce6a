package relata.api.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeSet;
import relata.api.RelataSettings;
import relata.api.message.Json;
import relata.api.role.Authenticator;

/** GraphiQL with the stories to run step by step, if enabled. All its files come from this server. */
@Singleton
class GraphiQLPage {
    private static final String FILES = "/(graphiql|graphql-ui)(/.*)?";

    /** The browser lets the page contact no other server. GraphiQL sets inline styles. */
    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
            + "img-src 'self' data:; frame-ancestors 'none'";

    private final boolean isOn;

    private final Authenticator authenticator;

    GraphiQLPage(RelataSettings settings, Authenticator authenticator) {
        this.isOn = settings.graphiql();
        this.authenticator = authenticator;
    }

    void routes(@Observes Router router) {
        if (!isOn) {
            // the files are in the artifact anyway
            router.routeWithRegex(FILES).handler(context -> context.fail(404));
            return;
        }
        router.get("/").handler(context -> context.redirect("/graphiql"));
        router.get("/graphiql").handler(context -> context.reroute("/graphiql/index.html"));
        // the library has a page of its own
        router.getWithRegex("/graphql-ui/?(index[.]html)?").handler(context -> context.redirect("/graphiql"));
        router.getWithRegex(FILES).handler(GraphiQLPage::protect);
        var roles = Json.write(Map.of("roles", new TreeSet<>(authenticator.rolesWithoutToken())));
        router.get("/graphiql/without-token.json").handler(context -> context.response()
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(roles)));
    }

    private static void protect(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
        context.next();
    }
}
