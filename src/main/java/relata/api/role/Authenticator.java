package relata.api.role;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLSchema;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import relata.api.Caller;
import relata.api.ErrorCode;
import relata.api.message.Json;
import relata.api.message.RefusedException;

/** Identifies the caller by the bearer token. */
@Singleton
public class Authenticator {
    private static final Logger LOG = Logger.getLogger(Authenticator.class);
    private static final Pattern BEARER = Pattern.compile("bearer +(\\S+)", Pattern.CASE_INSENSITIVE);

    private final JWTParser parser;
    private final VerificationKey key;
    private final Map<String, String> rolesByGroup;
    private final Caller withoutToken;

    Authenticator(JWTParser parser, VerificationKey key, GraphQLSchema schema, RoleSettings settings) {
        this.parser = parser;
        this.key = key;
        var roles = ((GraphQLEnumType) schema.getType("Role"))
                .getValues().stream().map(GraphQLEnumValueDefinition::getName).toList();
        this.rolesByGroup =
                roles.stream().collect(Collectors.toMap(role -> role.toLowerCase(Locale.ROOT), Function.identity()));
        this.withoutToken = Caller.withoutToken(settings.withoutToken().orElse(Set.of()));
        if (!roles.containsAll(withoutToken.roles())) {
            throw new IllegalArgumentException(
                    "relata.roles.without-token can contain only %s, but is %s".formatted(roles, withoutToken.roles()));
        }
    }

    /** The roles of callers without a token. */
    public Set<String> rolesWithoutToken() {
        return withoutToken.roles();
    }

    /** The sender of a request: see {@link #of}. */
    public Caller sender(RoutingContext context) {
        return of(context.request().getHeader("Authorization"));
    }

    /**
     * The caller with this header; without one, a caller without a token. To check a token may mean to fetch new keys
     * from another server, so call this on a worker thread.
     *
     * @param authorization as in the HTTP header: `Bearer` and a token; null or blank if there is none
     * @throws RefusedException UNAUTHENTICATED if the token is not valid, even if the request needs none; UNAVAILABLE
     *     if it cannot be checked
     */
    public Caller of(String authorization) {
        // some clients send an empty header if they have no token
        if (authorization == null || authorization.isBlank()) {
            return withoutToken;
        }
        var token = BEARER.matcher(authorization.strip());
        if (!token.matches()) {
            throw RefusedException.unauthenticated("The Authorization header must be “Bearer”, a space and a token.");
        }
        if (!key.isSet()) {
            throw RefusedException.unauthenticated("This server does not accept tokens: it has no key to verify them.");
        }
        if (!key.isThere()) {
            // the token may be valid: the client should not discard it
            throw new RefusedException(
                    ErrorCode.UNAVAILABLE,
                    "Tokens cannot be verified now, because the key is not available: retry later.");
        }
        try {
            var caller = caller(parser.parse(token.group(1)));
            // the library accepts a token for a minute longer
            if (caller.expiry().isAfter(Instant.now())) {
                return caller;
            }
        } catch (ParseException | RuntimeException e) {
            // the library lets the exceptions of its parsers through for claims of the wrong type
            LOG.debug("A token was refused", e);
        }
        throw RefusedException.unauthenticated(
                "The token is not valid for this server, or no longer valid: get a new one.");
    }

    /** For a token that has expired since its socket or stream began. */
    public static RefusedException expired() {
        return RefusedException.unauthenticated("The token has expired: get a new one.");
    }

    private Caller caller(JsonWebToken token) {
        var roles = token.getGroups().stream()
                .map(rolesByGroup::get)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        var identity = Json.text(Arrays.asList(token.getIssuer(), token.getSubject()));
        return new Caller(roles, identity, Instant.ofEpochSecond(token.getExpirationTime()));
    }

    void say(@Observes StartupEvent start) {
        warning().ifPresent(LOG::warn);
    }

    /** A warning to operators if callers may do more than expected, or less. */
    Optional<String> warning() {
        if (!withoutToken.roles().isEmpty()) {
            var roles = String.join(" and ", new TreeSet<>(withoutToken.roles()));
            return Optional.of("Anyone who can reach this server has the roles %s without a token: ".formatted(roles)
                    + "relata.roles.without-token is set");
        }
        if (!key.isSet()) {
            return Optional.of("No one can use what requires a role: set mp.jwt.verify.publickey.location and"
                    + " mp.jwt.verify.issuer");
        }
        return key.isOfAnyIssuer()
                ? Optional.of(
                        "Any token that the key verifies is accepted, whoever issued it: set mp.jwt.verify.issuer")
                : Optional.empty();
    }
}
