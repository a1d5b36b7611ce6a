package relata.api.role;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jose4j.lang.UnresolvableKeyException;

/** The key or the keys of a JWKS that tokens are checked with, as configured. */
@Singleton
class VerificationKey {
    private static final Logger LOG = Logger.getLogger(VerificationKey.class);
    private static final int START_MILLIS = 1_000;
    private static final int PAUSE_MILLIS = 2_000;

    private final JWTAuthContextInfo settings;
    private final JWTParser parser;
    private volatile boolean isThere;
    private Thread look;

    VerificationKey(JWTAuthContextInfo settings, JWTParser parser) {
        this.settings = settings;
        this.parser = parser;
    }

    boolean isSet() {
        return settings.getPublicKeyLocation() != null
                || settings.getPublicKeyContent() != null
                || settings.getPublicVerificationKey() != null;
    }

    boolean isOfAnyIssuer() {
        return settings.getIssuedBy() == null;
    }

    /** Whether tokens can be checked. Until then the parser would block its callers. */
    boolean isThere() {
        return isThere;
    }

    void look(@Observes StartupEvent start) throws InterruptedException {
        if (!isSet()) {
            return;
        }
        look = new Thread(this::fetch, "token-key");
        look.setDaemon(true);
        look.start();
        // a file is read at once; a server may take long to answer
        look.join(START_MILLIS);
        if (!isThere) {
            LOG.warn("The key for verifying tokens is not available yet: clients that send a token are told to retry");
        }
    }

    private void fetch() {
        String said = null;
        try {
            for (var why = missing(); why.isPresent(); why = missing()) {
                if (!why.get().equals(said)) {
                    said = why.get();
                    LOG.errorf("Tokens cannot be verified, so none are accepted: %s", said);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
            isThere = true;
        } catch (InterruptedException e) {
            LOG.debug("The server is shutting down and never obtained a key", e);
        }
    }

    /** Why no token can be checked although a key is configured; empty if the key is there. */
    Optional<String> missing() {
        try {
            // the parser fetches the key for the first token, valid or not
            parser.parse("none");
            return Optional.empty();
        } catch (ParseException e) {
            return Optional.ofNullable(e.getCause())
                    .filter(UnresolvableKeyException.class::isInstance)
                    .map(Throwable::getMessage);
        } catch (RuntimeException e) {
            return Optional.of(e.toString());
        }
    }

    @PreDestroy
    void stop() {
        if (look != null) {
            look.interrupt();
        }
    }
}
