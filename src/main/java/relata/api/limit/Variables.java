package relata.api.limit;

import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.ObjectValue;
import graphql.language.OperationDefinition;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Resolves values in a document with the variables of a request, and keeps what was counted with them. Does not check
 * them against their types.
 */
public final class Variables {
    private final Map<String, Object> values = new HashMap<>();
    private final Map<Cost, Cost.Sum> counted = new IdentityHashMap<>();

    Variables(OperationDefinition operation, Map<String, Object> given) {
        for (var variable : operation.getVariableDefinitions()) {
            String name = variable.getName();
            if (given.containsKey(name)) {
                values.put(name, given.get(name));
            } else if (variable.getDefaultValue() != null) {
                values.put(name, of(variable.getDefaultValue()));
            }
        }
    }

    /** What a cost comes to with these variables. */
    Cost.Sum once(Cost cost, Supplier<Cost.Sum> count) {
        var sum = counted.get(cost);
        if (sum == null) {
            sum = count.get();
            counted.put(cost, sum);
        }
        return sum;
    }

    /** Null, text, number, boolean, list or map. */
    Object of(Value<?> value) {
        if (value instanceof VariableReference variable) {
            return values.get(variable.getName());
        }
        if (value instanceof ObjectValue object) {
            var map = new LinkedHashMap<String, Object>();
            object.getObjectFields().forEach(field -> map.put(field.getName(), of(field.getValue())));
            return map;
        }
        if (value instanceof ArrayValue list) {
            return list.getValues().stream().map(this::of).toList();
        }
        return scalar(value);
    }

    private static Object scalar(Value<?> value) {
        if (value == null || value instanceof NullValue) {
            return null;
        }
        if (value instanceof IntValue number) {
            return number.getValue();
        }
        if (value instanceof FloatValue number) {
            return number.getValue();
        }
        if (value instanceof BooleanValue flag) {
            return flag.isValue();
        }
        return value instanceof StringValue text ? text.getValue() : value.toString();
    }
}
