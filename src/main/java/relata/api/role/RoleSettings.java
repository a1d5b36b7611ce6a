package relata.api.role;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** What callers may do without a token, under `relata.roles`. */
@ConfigMapping(prefix = "relata.roles")
interface RoleSettings {
    /** The roles of callers without a token, by their names in the schema; none in production unless set. */
    Optional<Set<String>> withoutToken();
}
