package relata.query.sql;

import jakarta.persistence.metamodel.SingularAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import relata.api.Argument;
import relata.query.mapping.ColumnType;
import relata.query.run.Operand;
import relata.query.run.Shape;

/**
 * Writes the part of a filter that is about one column, or about a count.
 *
 * @param holds whether the condition is to be the filter, or its complement
 */
public record ColumnFilter(Scope scope, boolean holds) {
    String condition(SingularAttribute<?, ?> attribute, Object value, Argument at) {
        String column = scope.path(attribute.getName());
        if (value instanceof Boolean flag) {
            return column + " = " + flag.equals(holds);
        }
        String entity = attribute.isId() ? scope.entity().getName() : null;
        return lookups(column, ColumnType.of(attribute.getJavaType()), entity, (Map<?, ?>) value, at);
    }

    String numbers(String count, Map<?, ?> lookups, Argument at) {
        return lookups(count, ColumnType.NUMBER, null, lookups, at);
    }

    private String lookups(String column, ColumnType type, String entity, Map<?, ?> lookups, Argument at) {
        var conditions = new ArrayList<String>();
        lookups.forEach((name, value) -> {
            var operands = operands(value, type, entity, at.at(name));
            Lookup lookup = Lookup.of(type).get(name);
            var statement = scope.statement();
            conditions.add(
                    holds ? lookup.write(statement, column, operands) : lookup.writeNot(statement, column, operands));
        });
        return Conditions.join(conditions, holds);
    }

    private static List<Operand> operands(Object value, ColumnType type, String entity, Argument at) {
        if (!(Conditions.given(value, at) instanceof List<?> values)) {
            return List.of(new Operand((Shape.Leaf) value, type, entity, at));
        }
        var operands = new ArrayList<Operand>();
        for (int i = 0; i < values.size(); i++) {
            Argument below = at.at(i);
            operands.add(new Operand((Shape.Leaf) Conditions.given(values.get(i), below), type, entity, below));
        }
        return operands;
    }
}
