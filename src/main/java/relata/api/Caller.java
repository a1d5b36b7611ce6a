package relata.api;

import graphql.GraphQLContext;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Who sent a request.
 *
 * @param roles by their names in the schema's enum `Role`
 * @param identity issuer and subject of the token; null without a token: then the roles are those of everybody
 * @param expiry when the token expires; null without one
 */
public record Caller(Set<String> roles, String identity, Instant expiry) {
    private static final Caller NOBODY = withoutToken(Set.of());

    public Caller {
        roles = Set.copyOf(roles);
    }

    public static Caller withoutToken(Set<String> roles) {
        return new Caller(roles, null, null);
    }

    public boolean hasToken() {
        return identity != null;
    }

    /**
     * Runs something when the token expires, if it does.
     *
     * @return cancels it
     */
    public Runnable onExpiry(Vertx vertx, Runnable end) {
        if (expiry == null) {
            return () -> {};
        }
        long left = Duration.between(Instant.now(), expiry).toMillis();
        long timer = vertx.setTimer(Math.max(1, left), unused -> end.run());
        return () -> vertx.cancelTimer(timer);
    }

    /** The caller of an operation; one without roles if the context has none. */
    public static Caller of(GraphQLContext context) {
        return context.getOrDefault(Caller.class, NOBODY);
    }
}
