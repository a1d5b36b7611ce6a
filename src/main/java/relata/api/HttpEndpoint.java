package relata.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import graphql.ExecutionResult;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashMap;
import java.util.Map;

/** GraphQL over HTTP. */
@ApplicationScoped
class HttpEndpoint {
    private final Operations operations;
    private final ObjectMapper json;

    HttpEndpoint(Operations operations, ObjectMapper json) {
        this.operations = operations;
        this.json = json;
    }

    void routes(@Observes Router router) {
        router.get("/graphql/schema.graphqls").handler(context -> context.response()
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(Schema.text()));
        router.post("/graphql")
                .handler(BodyHandler.create(false).setBodyLimit(1 << 20))
                .handler(this::post);
    }

    private void post(RoutingContext context) {
        Map<?, ?> body = context.body().asJsonObject().getMap();
        var request = new Request((String) body.get("query"), (String) body.get("operationName"), vars(body), Map.of());
        context.vertx()
                .executeBlocking(() -> answer(request), false)
                .onSuccess(bytes -> context.response()
                        .putHeader("Content-Type", "application/json; charset=utf-8")
                        .end(io.vertx.core.buffer.Buffer.buffer(bytes)))
                .onFailure(context::fail);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> vars(Map<?, ?> body) {
        return body.get("variables") instanceof Map<?, ?> map
                ? (Map<String, Object>) map
                : body.get("variables") instanceof io.vertx.core.json.JsonObject o ? o.getMap() : Map.of();
    }

    private byte[] answer(Request request) throws JsonProcessingException {
        ExecutionResult result;
        try {
            result = operations.run(operations.prepare(request));
        } catch (RefusedException e) {
            result = e.result();
        }
        var body = new LinkedHashMap<String, Object>();
        if (!result.getErrors().isEmpty()) {
            body.put("errors", result.getErrors().stream().map(Errors::toJson).toList());
        }
        if (result.isDataPresent()) {
            body.put("data", result.getData());
        }
        return json.writeValueAsBytes(body);
    }
}
