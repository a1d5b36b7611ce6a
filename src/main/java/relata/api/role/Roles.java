package relata.api.role;

import graphql.language.EnumValue;
import graphql.schema.GraphQLDirectiveContainer;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import relata.api.ApiException;
import relata.api.ApiException.Problem;
import relata.api.Caller;
import relata.api.ErrorCode;

/** The roles that `@hasRole` in the schema requires of a caller. */
public final class Roles {
    private static final String DIRECTIVE = "hasRole";

    private Roles() {}

    /** Whether a caller may read objects of a type. */
    public static boolean mayRead(GraphQLObjectType type, Caller caller) {
        return caller.roles().containsAll(of(type));
    }

    /**
     * Refuses objects of a type to a caller who may not read them, whether or not there are any.
     *
     * @throws ApiException UNAUTHENTICATED without a token, FORBIDDEN with a token that lacks the role
     */
    public static void check(GraphQLObjectType type, Caller caller) {
        refusal(type, caller).ifPresent(problem -> {
            throw new ApiException(problem);
        });
    }

    /** Why a caller may not read objects of a type; empty if they may. */
    public static Optional<Problem> refusal(GraphQLObjectType type, Caller caller) {
        return refusal(type.getName(), of(type), caller);
    }

    /** Why a caller may not use something of that name, which requires these roles; empty if they may. */
    public static Optional<Problem> refusal(String name, Set<String> roles, Caller caller) {
        return roles.stream()
                .filter(role -> !caller.roles().contains(role))
                .findFirst()
                .map(role -> caller.hasToken()
                        ? new Problem(
                                ErrorCode.FORBIDDEN,
                                "%s needs the role %s, which your token does not have".formatted(name, role),
                                Map.of())
                        : new Problem(
                                ErrorCode.UNAUTHENTICATED,
                                "%s needs the role %s: send a token that has it".formatted(name, role),
                                Map.of()));
    }

    /** The roles that a field requires: its own, and those of its type. */
    public static Set<String> of(GraphQLFieldDefinition field) {
        var roles = new TreeSet<>(of((GraphQLDirectiveContainer) field));
        GraphQLType type = GraphQLTypeUtil.unwrapAll(field.getType());
        if (type instanceof GraphQLObjectType object) {
            roles.addAll(of(object));
        }
        return roles;
    }

    public static Set<String> of(GraphQLDirectiveContainer element) {
        var directive = element.getAppliedDirective(DIRECTIVE);
        if (directive == null) {
            return Set.of();
        }
        var role = (EnumValue) directive.getArgument("role").getArgumentValue().getValue();
        return Set.of(role.getName());
    }
}
