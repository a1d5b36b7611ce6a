package relata.api;

import graphql.GraphQLContext;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Who asks.
 *
 * @param roles what they may do, by the names of the schema's enum `Role`
 * @param identity the issuer and the subject of their token; null without one: their roles are those of everybody
 * @param expiry when the token ends; null without one
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
     * Does something once the token has ended, if it ends.
     *
     * @return what keeps it from being done
     */
    public Runnable onExpiry(Vertx vertx, Runnable end) {
        if (expiry == null) {
            return () -> {};
        }
        long left = Duration.between(Instant.now(), expiry).toMillis();
        long timer = vertx.setTimer(Math.max(1, left), unused -> end.run());
        return () -> vertx.cancelTimer(timer);
    }

    /** The caller of an operation: one who may do nothing where none was put there. */
    public static Caller of(GraphQLContext context) {
        return context.getOrDefault(Caller.class, NOBODY);
    }
}
