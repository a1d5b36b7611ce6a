package relata.api.document;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Which documents run, under `relata.documents`. */
@ConfigMapping(prefix = "relata.documents")
interface DocumentSettings {
    /** Whether clients can send a document once, and its hash from then on. */
    @WithDefault("true")
    boolean automatic();

    /** Characters of such documents that are kept, all in all. */
    @WithDefault("4000000")
    long automaticCharacters();

    /** A file with the only documents that may run. */
    Optional<Path> manifest();
}
