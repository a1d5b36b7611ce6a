package relata.api.limit;

import java.util.List;

/**
 * What selections cost, compiled once for a document: how many records they could return at most, and how many values
 * their filters have. Both may depend on the variables of a request.
 */
public sealed interface Cost permits FieldCost, Cost.All, Cost.Shared {
    /** The cost of no selections. */
    Cost NONE = new All(List.of(), true);

    /** The records and the values in filters. Neither overflows. */
    record Sum(double records, double filterValues) {
        static final Sum NONE = new Sum(0, 0);

        Sum and(Sum other) {
            return new Sum(records + other.records, filterValues + other.filterValues);
        }
    }

    /**
     * Counts.
     *
     * @throws relata.api.message.RefusedException LIMIT_EXCEEDED if an argument exceeds a limit
     */
    Sum of(Variables variables);

    /** Whether it is the same whatever the variables are. */
    boolean isSteady();

    /** The cost of all of these. */
    static Cost all(List<Cost> costs) {
        var some = costs.stream().filter(cost -> cost != NONE).toList();
        return some.isEmpty() ? NONE : new All(some, some.stream().allMatch(Cost::isSteady));
    }

    /** The same cost, which is counted only once for a request, or once for all of them if it is steady. */
    static Cost shared(Cost cost) {
        return new Shared(cost);
    }

    /** Several selections. */
    record All(List<Cost> costs, boolean isSteady) implements Cost {
        @Override
        public Sum of(Variables variables) {
            var sum = Sum.NONE;
            for (var cost : costs) {
                sum = sum.and(cost.of(variables));
            }
            return sum;
        }
    }

    /** A fragment, wherever it is spread; a whole operation; or a field whose arguments are always the same. */
    final class Shared implements Cost {
        private final Cost cost;
        private volatile Sum steady;

        private Shared(Cost cost) {
            this.cost = cost;
        }

        @Override
        public Sum of(Variables variables) {
            if (!isSteady()) {
                return variables.once(this, () -> cost.of(variables));
            }
            if (steady == null) {
                steady = cost.of(variables);
            }
            return steady;
        }

        @Override
        public boolean isSteady() {
            return cost.isSteady();
        }
    }
}
