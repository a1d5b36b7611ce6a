package relata.api.limit;

import graphql.language.Argument;
import graphql.language.Field;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import jakarta.inject.Singleton;
import java.util.Set;
import relata.api.limit.FieldCost.Kind;

/** Compiles the cost of fields. */
@Singleton
public class Costs {
    private final ArgumentLimits limits;

    Costs(ArgumentLimits limits) {
        this.limits = limits;
    }

    /**
     * The cost of a field.
     *
     * @param parent the type that has the field
     * @param sized the names of the arguments whose length or size variables decide
     * @param below the cost of its selections
     */
    public Cost of(Field field, GraphQLFieldDefinition definition, GraphQLType parent, Set<String> sized, Cost below) {
        var arguments = field.getArguments().stream()
                .filter(argument -> limits.counts(definition.getArgument(argument.getName())))
                .toList();
        var kind = kind(definition, parent);
        if (arguments.isEmpty() && kind == Kind.ONE_RECORD) {
            return below;
        }
        boolean isSteady =
                below.isSteady() && arguments.stream().map(Argument::getName).noneMatch(sized::contains);
        var cost = new FieldCost(definition, arguments, kind, limits, isSteady, below);
        return isSteady ? Cost.shared(cost) : cost;
    }

    private static Kind kind(GraphQLFieldDefinition definition, GraphQLType parent) {
        if (isPage(GraphQLTypeUtil.unwrapAll(definition.getType()))) {
            return Kind.PAGE;
        }
        if (!GraphQLTypeUtil.isList(GraphQLTypeUtil.unwrapNonNull(definition.getType()))) {
            return Kind.ONE_RECORD;
        }
        if (isPage(parent)) {
            return Kind.LIST_OF_PAGE;
        }
        return definition.getArgument("first") == null ? Kind.LIST_OF_ARGUMENT : Kind.LIST_WITH_SIZE;
    }

    /** Whether it is a connection, as the Relay specification calls it. */
    private static boolean isPage(GraphQLType type) {
        return type instanceof GraphQLObjectType object && object.getFieldDefinition("pageInfo") != null;
    }
}
