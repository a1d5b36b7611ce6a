package relata.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A MariaDB server of a Galera cluster, as a child process with its own directory and ports on loopback. */
public final class Node implements AutoCloseable {
    static final String USER = "relata";
    static final String PASSWORD = "relata";

    private static final long PATIENCE_MILLIS = 240_000;

    final int index;
    /** For clients; the next three are for the group, incremental and full state transfers. */
    final int port;

    private final Cluster cluster;
    private final Path directory;
    private Process process;

    Node(Cluster cluster, int index, int port, Path directory) {
        this.cluster = cluster;
        this.index = index;
        this.port = port;
        this.directory = directory;
    }

    String group() {
        return "127.0.0.1:" + (port + 1);
    }

    /** Starts it, and lets it join the others, or begin the cluster. */
    public void begin(boolean isFirst) throws IOException, InterruptedException {
        Files.createDirectories(data());
        Files.createDirectories(directory.resolve("tmp"));
        Files.writeString(directory.resolve("my.cnf"), options());
        var command = new ArrayList<>(List.of("mariadbd", "--defaults-file=" + directory.resolve("my.cnf")));
        String position = recovered();
        if (position != null) {
            command.add("--wsrep-start-position=" + position);
        }
        if (isFirst) {
            command.add("--wsrep-new-cluster");
        }
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
                .start();
    }

    /** Where a node was that was killed; the service of the operating system asks likewise before it starts one. */
    private String recovered() throws IOException, InterruptedException {
        if (Files.notExists(data().resolve("ibdata1")) || Files.notExists(data().resolve("gvwstate.dat"))) {
            // it has nothing, or has noted where it stopped
            return null;
        }
        var recovery = directory.resolve("recovery.log");
        new ProcessBuilder("mariadbd", "--defaults-file=" + directory.resolve("my.cnf"), "--wsrep-recover", "--port=0")
                .redirectErrorStream(true)
                .redirectOutput(recovery.toFile())
                .start()
                .waitFor();
        return Files.readString(recovery)
                .lines()
                .filter(line -> line.contains("Recovered position"))
                .map(line -> line.replaceFirst(".*Recovered position:?\\s*", "")
                        .split(",")[0]
                        .strip())
                .reduce((first, last) -> last)
                .orElse(null);
    }

    /** Up to which number it has the transactions of its cluster, once it was killed. */
    long sequence() throws IOException, InterruptedException {
        return Long.parseLong(recovered().split(":")[1]);
    }

    /** Starts it as the first of its cluster, which it has left in disorder. */
    void beginAlone() throws IOException, InterruptedException {
        var state = data().resolve("grastate.dat");
        Files.writeString(state, Files.readString(state).replace("safe_to_bootstrap: 0", "safe_to_bootstrap: 1"));
        begin(true);
    }

    private String options() {
        return String.join(
                "\n",
                // what it is told there holds, but for what is below
                "!include " + Path.of("src/main/docker/cluster.cnf").toAbsolutePath(),
                "[mariadbd]",
                "user=" + System.getProperty("user.name"),
                "datadir=" + data(),
                "port=" + port,
                "bind-address=127.0.0.1",
                "socket=" + socket(),
                "pid-file=" + directory.resolve("pid"),
                // each server deletes the temporary files of all others at its start
                "tmpdir=" + directory.resolve("tmp"),
                "skip-name-resolve",
                "server-id=1",
                "gtid-domain-id=" + (10 + index),
                "wsrep-gtid-mode=ON",
                "wsrep-gtid-domain-id=1",
                "innodb-buffer-pool-size=32M",
                "innodb-log-file-size=16M",
                "performance-schema=OFF",
                cluster.durability(),
                "wsrep-provider=" + Cluster.PROVIDER,
                "wsrep-cluster-address=" + cluster.address(),
                "wsrep-node-name=n" + index,
                "wsrep-node-address=" + group(),
                "wsrep-node-incoming-address=127.0.0.1:" + port,
                "wsrep-provider-options=\"gcache.size=16M;base_port=%d;ist.recv_addr=127.0.0.1:%d;%s\""
                        .formatted(port + 1, port + 2, cluster.providerOptions()),
                "wsrep-sst-auth=root:",
                "wsrep-sst-receive-address=127.0.0.1:" + (port + 3),
                "[sst]",
                "sst-syslog=-1",
                "");
    }

    Path data() {
        return directory.resolve("data");
    }

    /** In the system's directory for temporary files, since the path of a socket is limited to 108 characters. */
    private Path socket() {
        return Path.of(System.getProperty("java.io.tmpdir"), "relata-%d.sock".formatted(port));
    }

    private File log() {
        return directory.resolve("mariadbd.log").toFile();
    }

    /** Creates the system tables; the other nodes get them from the first. */
    void initialise() throws IOException, InterruptedException {
        Files.createDirectories(directory.resolve("tmp"));
        var install = new ProcessBuilder(
                        "mariadb-install-db",
                        "--no-defaults",
                        "--datadir=" + data(),
                        "--tmpdir=" + directory.resolve("tmp"),
                        "--user=" + System.getProperty("user.name"),
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db")
                .redirectErrorStream(true)
                .redirectOutput(log());
        if (install.start().waitFor() != 0) {
            throw new IOException(Files.readString(log().toPath()));
        }
    }

    public void start() throws Exception {
        begin(false);
        awaitReady();
    }

    /** Returns when it can be used. */
    public void awaitReady() throws Exception {
        long until = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!isReady()) {
            if (!process.isAlive() || System.currentTimeMillis() > until) {
                throw new IOException("Node %d does not start: %s".formatted(index, Files.readString(log().toPath())));
            }
            Thread.sleep(50);
        }
    }

    /** How many nodes are in its cluster, as it sees it. */
    public int clusterSize() throws SQLException {
        return Integer.parseInt(
                ask(
                        "select variable_value from information_schema.global_status where variable_name = 'wsrep_cluster_size'"));
    }

    public boolean isReady() {
        try {
            return ask("select variable_value from information_schema.global_status where variable_name = 'wsrep_ready'")
                    .equals("ON");
        } catch (SQLException notYet) {
            return false;
        }
    }

    public void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** Deletes all that it has, so that it gets everything from another node: a full state transfer. */
    public void lose() {
        delete(data());
    }

    public String url() {
        return url("127.0.0.1:" + port, "relata");
    }

    static String url(String hosts, String database) {
        return "jdbc:mariadb://%s/%s?sslMode=disable&connectTimeout=1500&socketTimeout=15000"
                .formatted(hosts, database);
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), USER, PASSWORD);
    }

    public void run(String... statements) throws SQLException {
        try (var connection = connect()) {
            run(connection, statements);
        }
    }

    /** Runs statements once it can be used. */
    void awaitRoot(String... statements) throws SQLException, InterruptedException {
        long until = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (true) {
            try (var connection = DriverManager.getConnection(url("127.0.0.1:" + port, ""), "root", "")) {
                run(connection, statements);
                return;
            } catch (SQLException e) {
                if (System.currentTimeMillis() > until) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    /** Takes the data of another node. */
    void copy(Path other) throws IOException {
        try (var files = Files.walk(other)) {
            for (var file : (Iterable<Path>) files::iterator) {
                var copy = data().resolve(other.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first value that a query gives. */
    public String ask(String sql) throws SQLException {
        try (var connection = connect();
                var answer = connection.createStatement().executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    static void delete(Path tree) {
        try (var files = Files.walk(tree)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
