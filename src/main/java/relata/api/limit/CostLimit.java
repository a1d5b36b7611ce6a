package relata.api.limit;

import graphql.language.OperationDefinition;
import jakarta.inject.Singleton;
import java.util.Map;
import relata.api.message.RefusedException;
import relata.api.work.LoadSettings;

/** Limits on what an operation can do, which depends on its variables. */
@Singleton
public class CostLimit {
    private final ArgumentLimits arguments;
    private final int most;
    private final int light;

    CostLimit(ArgumentLimits arguments, LimitSettings settings, LoadSettings load) {
        this.arguments = arguments;
        this.most = settings.cost();
        this.light = load.light();
    }

    /**
     * Checks what an operation can do.
     *
     * @param variables those of the request
     * @return whether it is heavy: it returns many records, or has a filter or order, which may have to look at many
     * @throws RefusedException LIMIT_EXCEEDED
     */
    public boolean check(OperationDefinition operation, Cost cost, Map<String, Object> variables) {
        var sum = cost.of(new Variables(operation, variables));
        arguments.checkValues(sum.filterValues());
        if (sum.records() > most) {
            var message = "The operation could return %,.0f records: at most %,d are allowed. Request smaller pages."
                    .formatted(sum.records(), most);
            throw RefusedException.limitExceeded("relata.limits.cost", most, message);
        }
        return sum.records() > light || sum.filterValues() > 0;
    }
}
