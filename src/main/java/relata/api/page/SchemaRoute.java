package relata.api.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import relata.api.RelataSettings;
import relata.api.http.ETag;
import relata.api.operation.Schema;

/** Serves the text of the schema, for code generators; only if introspection is enabled. */
@Singleton
class SchemaRoute {
    private final Buffer text;
    private final ETag tag;
    private final boolean isOpen;

    SchemaRoute(Schema schema, RelataSettings settings) {
        this.text = Buffer.buffer(schema.text(), StandardCharsets.UTF_8.name());
        this.tag = ETag.of(text.getBytes());
        this.isOpen = settings.introspection();
    }

    void routes(@Observes Router router) {
        if (isOpen) {
            router.get("/graphql/schema.graphqls").handler(this::send);
        }
    }

    private void send(RoutingContext context) {
        if (!tag.answers(context)) {
            context.response()
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end(text);
        }
    }
}
