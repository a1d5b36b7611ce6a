package relata.api.document;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Which documents may run, under `relata.documents`. */
@ConfigMapping(prefix = "relata.documents")
interface DocumentSettings {
    /** Whether clients can send a document once, and then only its hash. */
    @WithDefault("true")
    boolean automatic();

    /** How many characters of such documents are kept, in total. */
    @WithDefault("4000000")
    long automaticCharacters();

    /** A file with the only documents that may run. */
    Optional<Path> manifest();
}
