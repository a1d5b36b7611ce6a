package relata.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A directory for one test, with a database in it that has been used and stopped before. */
class Room implements AutoCloseable {

    private static Path template;

    final Path directory;
    private final List<Database> opened = new ArrayList<>();

    private Room(Path directory) {
        this.directory = directory;
    }

    /** To be unpacked and initialised yet. */
    static Room empty() throws IOException {
        var parent = Files.createDirectories(Path.of("target", "database-tests"));
        return new Room(Files.createTempDirectory(parent.toRealPath(), "room"));
    }

    static synchronized Room used() throws IOException {
        if (template == null) {
            var first = empty();
            shareBinaries(first.directory);
            var database = first.open();
            database.stop();
            template = first.directory;
            Runtime.getRuntime().addShutdownHook(new Thread(first::close));
        }
        var room = empty();
        link(room.directory, binariesIn(template).orElseThrow());
        copy(template.resolve("data"), room.directory.resolve("data"));
        return room;
    }

    Database open(String... options) {
        return open(0, options);
    }

    Database open(int port, String... options) {
        var all = new ArrayList<String>();
        // each room has a copy of it
        all.add("--innodb-log-file-size=4M");
        all.addAll(List.of(options));
        var database = new Database(new DatabaseSettings(directory, port, all));
        database.start();
        opened.add(database);
        return database;
    }

    /** Where the server listens that another process runs here. */
    int port() throws IOException {
        var log = Files.readString(directory.resolve("mariadbd.log"));
        return Integer.parseInt(log.substring(log.lastIndexOf("port: ") + 6).split("\\D")[0]);
    }

    /** The server's files, if they are here. */
    Optional<Path> binaries() throws IOException {
        return binariesIn(directory);
    }

    List<ProcessHandle> servers() {
        return ProcessHandle.allProcesses()
                .filter(it -> it.info().commandLine().orElse("").contains("--datadir=" + directory))
                .toList();
    }

    static void run(Database database, String sql) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String ask(Database database, String sql) throws SQLException {
        try (var connection = connect(database);
                var answer = connection.createStatement().executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(
                database.url(), Account.USER, database.account().password());
    }

    /** Saves unpacking the server's files where the first tests of this build have done that. */
    static void shareBinaries(Path directory) throws IOException {
        var unpacked = binariesIn(Path.of("target", "test-database-1"));
        if (unpacked.isPresent() && binariesIn(directory).isEmpty()) {
            link(Files.createDirectories(directory), unpacked.get());
        }
    }

    private static void link(Path directory, Path binaries) throws IOException {
        Files.createSymbolicLink(directory.resolve(binaries.getFileName()), binaries.toRealPath());
    }

    private static Optional<Path> binariesIn(Path directory) throws IOException {
        return EmbeddedBinaries.find()
                .map(binaries -> directory.resolve("mariadb-" + binaries.version()))
                .filter(Files::exists);
    }

    static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Override
    public void close() {
        try {
            // or else they would start their servers again
            opened.forEach(Database::stop);
            servers().forEach(Server::stop);
            PrivateFiles.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
