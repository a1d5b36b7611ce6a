package relata.api.limit;

import graphql.language.OperationDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;

/** The root type of an operation. */
public final class RootType {
    private RootType() {}

    public static GraphQLObjectType of(OperationDefinition operation, GraphQLSchema schema) {
        return switch (operation.getOperation()) {
            case QUERY -> schema.getQueryType();
            case MUTATION -> schema.getMutationType();
            case SUBSCRIPTION -> schema.getSubscriptionType();
        };
    }
}
