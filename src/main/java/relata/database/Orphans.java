package relata.database;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import org.jboss.logging.Logger;

/** Servers that are still running after the Relata that started them was killed. */
class Orphans {

    private static final Logger LOG = Logger.getLogger(Orphans.class);

    private Orphans() {}

    /**
     * Stops those that use this directory. They are found by scanning all processes, since a file may be wrong after a
     * kill. The caller holds the directory's lock, so none of them is in use.
     */
    static void stop(Path directory) {
        ProcessHandle.allProcesses()
                .filter(process -> isServerOf(directory, process.info()))
                .forEach(process -> {
                    LOG.infof(
                            "Stopping the database server left behind by a killed Relata process (process ID %d)",
                            process.pid());
                    Server.stop(process);
                });
    }

    private static boolean isServerOf(Path directory, ProcessHandle.Info info) {
        var inside = directory + File.separator;
        return info.arguments()
                .map(arguments -> Arrays.stream(arguments).anyMatch(it -> it.startsWith(Server.DATA + inside)))
                // Windows does not show the arguments, but our executable is unpacked next to the data
                .orElseGet(
                        () -> info.command().filter(it -> it.startsWith(inside)).isPresent());
    }
}
