package relata.api;

import graphql.GraphQLContext;
import java.time.Instant;
import java.util.Set;

/**
 * Who asks.
 *
 * @param roles what they may do, by the names of the schema's enum `Role`
 * @param hasToken whether they sent a token: roles are otherwise those of everybody
 * @param expiry when the token ends; null without one
 */
public record Caller(Set<String> roles, boolean hasToken, Instant expiry) {
    private static final Caller NOBODY = withoutToken(Set.of());

    public Caller {
        roles = Set.copyOf(roles);
    }

    static Caller withoutToken(Set<String> roles) {
        return new Caller(roles, false, null);
    }

    /** The caller of an operation: one who may do nothing where none was put there. */
    public static Caller of(GraphQLContext context) {
        return context.getOrDefault(Caller.class, NOBODY);
    }
}
