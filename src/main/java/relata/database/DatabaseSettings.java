package relata.database;

import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * Settings of the bundled database.
 *
 * @param directory where the data, the server's files and its log are
 * @param port where it listens on 127.0.0.1; 0 for any free port
 * @param options mariadbd options, added to ours and overriding them
 */
public record DatabaseSettings(Path directory, int port, List<String> options) {

    public static DatabaseSettings from(Config config) {
        return new DatabaseSettings(
                Path.of(config.getValue("relata.database.directory", String.class)),
                config.getValue("relata.database.port", Integer.class),
                config.getOptionalValues("relata.database.options", String.class)
                        .orElse(List.of()));
    }
}
