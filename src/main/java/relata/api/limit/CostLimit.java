package relata.api.limit;

import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import jakarta.inject.Singleton;
import java.util.Map;
import relata.api.message.RefusedException;
import relata.api.work.LoadSettings;

/** Limits on what an operation can do, which depends on its variables. */
@Singleton
public class CostLimit {
    private final GraphQLSchema schema;
    private final ArgumentLimits arguments;
    private final int most;
    private final int light;

    CostLimit(GraphQLSchema schema, ArgumentLimits arguments, LimitSettings settings, LoadSettings load) {
        this.schema = schema;
        this.arguments = arguments;
        this.most = settings.cost();
        this.light = load.light();
    }

    /**
     * Checks what an operation can do.
     *
     * @return whether it is heavy: it returns many records, or has a filter or order, which may have to look at many
     * @throws RefusedException LIMIT_EXCEEDED
     */
    public boolean check(OperationDefinition operation, Document document, Map<String, Object> variables) {
        var cost = Cost.of(operation, document, variables, schema, arguments);
        arguments.checkValues(cost.filterValues());
        if (cost.records() > most) {
            var message = "The operation could return %,.0f records: at most %,d are allowed. Request smaller pages."
                    .formatted(cost.records(), most);
            throw RefusedException.limitExceeded("relata.limits.cost", most, message);
        }
        return cost.records() > light || cost.filterValues() > 0;
    }
}
