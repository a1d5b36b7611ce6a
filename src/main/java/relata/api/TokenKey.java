package relata.api;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.KeyLocationResolver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jose4j.lang.UnresolvableKeyException;

/** The key that tokens are checked with, or the keys of a JWKS: what the configuration says of it. */
@ApplicationScoped
class TokenKey {
    private static final Logger LOG = Logger.getLogger(TokenKey.class);

    private final JWTAuthContextInfo settings;

    TokenKey(JWTAuthContextInfo settings) {
        this.settings = settings;
    }

    boolean isSet() {
        return settings.getPublicKeyLocation() != null
                || settings.getPublicKeyContent() != null
                || settings.getPublicVerificationKey() != null;
    }

    boolean isOfAnyIssuer() {
        return settings.getIssuedBy() == null;
    }

    /** Why no token can be checked, though there should be a key; nothing where it is there. */
    Optional<String> missing() {
        try {
            new KeyLocationResolver(settings);
            return Optional.empty();
        } catch (UnresolvableKeyException e) {
            return Optional.of(e.getMessage());
        }
    }

    void look(@Observes StartupEvent start) {
        if (isSet()) {
            // it may be at a server that is slow to answer; tokens are refused until it does
            var look = new Thread(this::sayWhereItIsMissing, "token-key");
            look.setDaemon(true);
            look.start();
        }
    }

    private void sayWhereItIsMissing() {
        missing().ifPresent(why -> LOG.errorf("No token can be checked, so none is taken: %s", why));
    }
}
