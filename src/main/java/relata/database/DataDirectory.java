package relata.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Where the server keeps its tables and its binlog. */
record DataDirectory(Path path) {

    private static final Logger LOG = Logger.getLogger(DataDirectory.class);

    /** Our version file, MariaDB's, and MariaDB's by its name before 10.11. */
    private static final List<String> VERSIONS =
            List.of("relata_version", "mariadb_upgrade_info", "mysql_upgrade_info");

    /** Creates it if it does not exist, and refuses it if these binaries are too old for it. */
    void prepare(Binaries binaries, ServerLog log) throws IOException, InterruptedException {
        if (isEmpty()) {
            initialise(binaries, log);
        }
        var newest = writtenBy().max(Version::compareTo);
        if (newest.isPresent() && newest.get().compareTo(binaries.version()) > 0) {
            throw new DatabaseFailure("The data in " + path + " was written by MariaDB " + newest.get()
                    + ", which is newer than the available MariaDB " + binaries.version()
                    + ": use " + newest.get() + " or later, or set relata.database.directory to another directory.");
        }
    }

    /** Records which version wrote here last. */
    void sign(Version version) throws IOException {
        PrivateFiles.write(path.resolve(VERSIONS.get(0)), version.toString());
    }

    private void initialise(Binaries binaries, ServerLog log) throws IOException, InterruptedException {
        LOG.infof("Initialising a database in %s", path);
        // under another name until it is complete, so that a kill in the middle leaves nothing that looks complete
        var fresh = path.resolveSibling(path.getFileName() + ".new");
        PrivateFiles.delete(fresh);
        PrivateFiles.createDirectories(fresh);
        Server.bootstrap(binaries, fresh, log, sql(binaries));
        // what mariadb-install-db would write, for mariadb-upgrade to read
        Files.writeString(fresh.resolve(VERSIONS.get(1)), binaries.version() + "-MariaDB");
        Files.deleteIfExists(path);
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String sql(Binaries binaries) throws IOException {
        return "CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n"
                + binaries.systemTables()
                // root has no password by default, and is not needed, since each start can run its own SQL
                + "DELETE FROM global_priv WHERE User = 'root';\nDELETE FROM proxies_priv;\n";
    }

    private boolean isEmpty() throws IOException {
        if (Files.notExists(path)) {
            return true;
        }
        try (var files = Files.list(path)) {
            return files.findAny().isEmpty();
        }
    }

    private Stream<Version> writtenBy() throws IOException {
        var versions = Stream.<Version>builder();
        for (var name : VERSIONS) {
            var file = path.resolve(name);
            if (Files.exists(file)) {
                versions.add(Version.parse(Files.readString(file)));
            }
        }
        return versions.build();
    }
}
