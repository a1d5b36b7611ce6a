package relata.api;

import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** The limits on what an operation can do, which depend on its variables. */
@ApplicationScoped
class CostLimit {
    private final GraphQLSchema schema;
    private final ArgumentLimits arguments;
    private final int most;

    CostLimit(GraphQLSchema schema, ArgumentLimits arguments, LimitSettings settings) {
        this.schema = schema;
        this.arguments = arguments;
        this.most = settings.cost();
    }

    /** @throws RefusedException LIMIT_EXCEEDED */
    void check(OperationDefinition operation, Document document, Map<String, Object> variables) {
        var cost = Cost.of(operation, document, variables, schema, arguments);
        arguments.checkValues(cost.filterValues());
        if (cost.records() > most) {
            var message = "The operation could answer %,.0f records: at most %,d are allowed. Ask for smaller pages."
                    .formatted(cost.records(), most);
            throw RefusedException.limitExceeded("relata.limits.cost", most, message);
        }
    }
}
