package relata.query.sql;

import jakarta.persistence.metamodel.SingularAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import relata.api.Argument;
import relata.query.mapping.Attributes;
import relata.query.run.Operand;
import relata.query.run.Shape;
import relata.query.type.ColumnType;
import relata.query.type.ColumnTypes;

/**
 * Writes the part of a filter that applies to one column or one count.
 *
 * @param holds whether to write the filter, or else its complement
 */
public record ColumnFilter(Scope scope, boolean holds) {
    String condition(SingularAttribute<?, ?> attribute, Object value, Argument at) {
        String column = scope.path(attribute.getName());
        boolean nullable = !Attributes.isRequired(attribute);
        if (value instanceof Boolean flag) {
            return unless(nullable, column, column + " = " + flag.equals(holds));
        }
        String entity = attribute.isId() ? scope.entity().getName() : null;
        return lookups(column, nullable, ColumnTypes.of(attribute), entity, (Map<?, ?>) value, at);
    }

    String numbers(String count, Map<?, ?> lookups, Argument at) {
        return lookups(count, false, ColumnTypes.LONG, null, lookups, at);
    }

    private String lookups(
            String column, boolean nullable, ColumnType type, String entity, Map<?, ?> lookups, Argument at) {
        var conditions = new ArrayList<String>();
        lookups.forEach((name, value) -> {
            if (name.equals(Lookup.IS_NULL)) {
                boolean wanted = Conditions.given(value, at.at(name)).equals(holds);
                conditions.add(column + (wanted ? " is null" : " is not null"));
                return;
            }
            var operands = operands(value, type, entity, at.at(name));
            Lookup lookup = Lookup.of(type).get(name);
            var statement = scope.statement();
            conditions.add(
                    holds
                            ? lookup.write(statement, column, operands)
                            : unless(nullable, column, lookup.writeNot(statement, column, operands)));
        });
        return Conditions.join(conditions, holds);
    }

    /** Completes a complement: no lookup holds for null, so its complement does. */
    private String unless(boolean nullable, String column, String complement) {
        return nullable && !holds ? "(%s is null or %s)".formatted(column, complement) : complement;
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
