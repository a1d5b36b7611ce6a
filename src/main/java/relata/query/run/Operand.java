package relata.query.run;

import relata.api.Argument;
import relata.query.mapping.GlobalId;
import relata.query.type.ColumnType;

/**
 * The value of an argument on the right of a comparison, converted for a column of the type.
 *
 * @param entity the one that the value is an id of; null if it is not an id
 */
public record Operand(Shape.Leaf leaf, ColumnType type, String entity, Argument at) implements Parameter {
    /** @throws relata.api.ApiException BAD_USER_INPUT if the column cannot have the value */
    @Override
    public Object value(Run run) {
        Object value = run.value(leaf);
        return entity == null
                ? type.toParameter(type.ofInput(value, at))
                : GlobalId.parseKey((String) value, entity, at);
    }

    public String text(Run run) {
        return (String) value(run);
    }

    /** The number of characters, as MariaDB counts them. */
    public int length(Run run) {
        String text = text(run);
        return text.codePointCount(0, text.length());
    }
}
