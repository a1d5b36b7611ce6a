package relata.api.document;

import graphql.language.NullValue;
import graphql.language.VariableDefinition;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLTypeUtil;
import relata.api.Argument;

/**
 * What values one variable of an operation may have.
 *
 * @param at where its value goes: the first field argument that uses it, or else the variable itself
 * @param nonNullAt where it must not be null although its type is nullable; null if there is no such position
 * @param requiredAt where it must not be omitted although its type is nullable; null if there is no such position
 */
public record VariableUse(
        VariableDefinition definition, GraphQLInputType type, Argument at, Argument nonNullAt, Argument requiredAt) {
    static VariableUse of(VariableDefinition definition, GraphQLInputType type) {
        return new VariableUse(definition, type, Argument.of("$" + definition.getName()), null, null);
    }

    /**
     * The same variable with one more position.
     *
     * @param path null if it is not an argument of a field
     * @param isNonNull whether the position must not be null
     * @param isOneOf whether it is the one field of a `@oneOf` object, which must be neither null nor omitted
     */
    VariableUse standsAt(Argument path, boolean isNonNull, boolean isOneOf) {
        boolean isFirst = path != null && at.path().get(0).equals("$" + definition.getName());
        var here = path != null ? path : at;
        boolean isNullable = !GraphQLTypeUtil.isNonNull(type);
        return new VariableUse(
                definition,
                type,
                isFirst ? path : at,
                nonNullAt == null && isNullable && (isNonNull || isOneOf) ? here : nonNullAt,
                requiredAt == null && isNullable && isOneOf ? here : requiredAt);
    }

    String name() {
        return definition.getName();
    }

    boolean hasDefault() {
        return definition.getDefaultValue() != null;
    }

    boolean isNullByDefault() {
        return definition.getDefaultValue() instanceof NullValue;
    }
}
