package relata.cluster;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import relata.Await;

/** Three nodes of a Galera cluster on loopback, from the packages of the operating system. */
public final class Cluster implements AutoCloseable {
    static final Path PROVIDER = Path.of("/usr/lib/galera/libgalera_smm.so");

    private static final List<String> PROGRAMS =
            List.of("mariadbd", "mariadb-install-db", "mariadb-backup", "socat", "kill");

    private static Path template;

    private final Path directory;
    private final String durability;
    private final List<Node> nodes;

    private Cluster(Path directory, String durability) {
        this.directory = directory;
        this.durability = durability;
        int base = freePorts();
        this.nodes = IntStream.range(0, 3)
                .mapToObj(index -> new Node(this, index, base + 4 * index, directory.resolve("n" + index)))
                .toList();
    }

    /** What is not installed here that a cluster needs. */
    public static Optional<String> missing() {
        var path = System.getenv("PATH").split(File.pathSeparator);
        var programs = PROGRAMS.stream()
                .filter(name -> Arrays.stream(path).noneMatch(it -> Files.isExecutable(Path.of(it, name))));
        var all = Stream.concat(programs, Stream.of(PROVIDER.toString()).filter(it -> Files.notExists(PROVIDER)))
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    /** One whose nodes lose nothing when they are killed. */
    public static Cluster start() throws Exception {
        return start("sync-binlog=1\ninnodb-flush-log-at-trx-commit=1");
    }

    /** @param durability options of MariaDB */
    public static Cluster start(String durability) throws Exception {
        var parent = Files.createDirectories(Path.of("target", "cluster-tests"));
        var cluster = new Cluster(Files.createTempDirectory(parent.toRealPath(), "cluster"), durability);
        try {
            cluster.begin();
            return cluster;
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    private void begin() throws Exception {
        var first = nodes.get(0);
        // nodes that have the same data need no full state transfer, which takes its time
        var template = template();
        for (var node : nodes) {
            node.copy(template);
        }
        first.beginAlone();
        first.awaitReady();
        for (var other : nodes.subList(1, nodes.size())) {
            other.start();
        }
    }

    /** The data of a node that was in a cluster alone, and stopped. */
    private static synchronized Path template() throws Exception {
        if (template == null) {
            var parent = Files.createDirectories(Path.of("target", "cluster-tests"));
            var alone = new Cluster(Files.createTempDirectory(parent.toRealPath(), "template"), "");
            Runtime.getRuntime().addShutdownHook(new Thread(alone::close));
            var node = alone.node(0);
            node.initialise();
            node.begin(true);
            String user = "'%s'@'127.0.0.1'".formatted(Node.USER);
            node.awaitRoot(
                    "create database relata character set utf8mb4 collate utf8mb4_uca1400_nopad_as_ci",
                    "create user %s identified by '%s'".formatted(user, Node.PASSWORD),
                    "grant all on *.* to " + user);
            node.stop();
            template = node.data();
        }
        return template;
    }

    private Node other(Node node) {
        return nodes.get((node.index + 1) % nodes.size());
    }

    /** Kills a node, and returns when the others go on without it: before that it is not to be started again. */
    public void kill(Node node) throws InterruptedException {
        node.kill();
        Await.equal(2, other(node)::clusterSize);
    }

    /** Freezes a node until the others go on without it, and returns when it is back. */
    public void freeze(Node node) throws Exception {
        node.signal("STOP");
        try {
            Await.equal(2, other(node)::clusterSize);
        } finally {
            node.signal("CONT");
        }
        Await.equal(3, other(node)::clusterSize);
        node.awaitReady();
    }

    /** Kills all nodes, and starts first the one that has come furthest, as operators should. */
    public void killAndStart() throws Exception {
        for (var node : nodes) {
            node.kill();
        }
        Node first = nodes.get(0);
        for (var node : nodes) {
            first = node.sequence() > first.sequence() ? node : first;
        }
        first.beginAlone();
        first.awaitReady();
        for (var node : nodes) {
            if (node != first) {
                node.start();
            }
        }
    }

    private static int freePorts() {
        for (int tries = 0; ; tries++) {
            int base = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            if (IntStream.range(base, base + 12).allMatch(Cluster::isFree) || tries > 100) {
                return base;
            }
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    String durability() {
        return durability;
    }

    /** Less patient than the defaults, as the documentation recommends. */
    String providerOptions() {
        return "evs.suspect_timeout=PT2S;evs.inactive_timeout=PT4S;evs.keepalive_period=PT0.5S";
    }

    String address() {
        return "gcomm://" + nodes.stream().map(Node::group).collect(Collectors.joining(","));
    }

    public Node node(int index) {
        return nodes.get(index);
    }

    public List<Node> nodes() {
        return nodes;
    }

    /** All nodes, the one of that index first. */
    public String url(int first) {
        return Node.url(
                IntStream.range(0, 3)
                        .mapToObj(i -> "127.0.0.1:" + nodes.get((first + i) % 3).port)
                        .collect(Collectors.joining(",")),
                "relata");
    }

    public String user() {
        return Node.USER;
    }

    public String password() {
        return Node.PASSWORD;
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        Node.delete(directory);
    }
}
