package relata.query.sql;

import java.util.List;
import relata.api.ApiException;
import relata.api.Argument;

/** Conditions in SQL. */
public final class Conditions {
    static final String ALWAYS = "1 = 1";
    static final String NEVER = "1 = 0";

    private Conditions() {}

    /** The conjunction of some conditions, or else their disjunction. */
    static String join(List<String> conditions, boolean all) {
        if (conditions.isEmpty()) {
            return all ? ALWAYS : NEVER;
        }
        return conditions.size() == 1 ? conditions.get(0) : "(" + String.join(all ? " and " : " or ", conditions) + ")";
    }

    /** A value in a filter. Refuses null: ignoring it would widen the result. */
    static Object given(Object value, Argument at) {
        if (value == null) {
            throw ApiException.badUserInput(at, at + " must not be null: omit it to set no condition");
        }
        return value;
    }
}
