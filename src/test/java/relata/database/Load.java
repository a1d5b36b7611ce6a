package relata.database;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import relata.Await;

/** Clients that read and write without a pause, and remember what they were answered. */
class Load implements AutoCloseable {
    // language=GraphQL
    private static final String READ = "{ places(first: 5) { nodes { id } } }";
    // language=GraphQL
    private static final String WRITE =
            "mutation { createPlace(input: {name: \"Demon Dogs\", address: \"a\"}) { id } }";

    private final PackagedRelata relata;
    private final List<Thread> clients;
    private final Set<String> passing;
    private volatile boolean isOver;

    final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    final ConcurrentLinkedQueue<String> unexpected = new ConcurrentLinkedQueue<>();
    final AtomicInteger writes = new AtomicInteger();
    final AtomicInteger answered = new AtomicInteger();
    final AtomicInteger unavailable = new AtomicInteger();
    private final Map<Thread, Integer> refusals = new ConcurrentHashMap<>();
    final AtomicInteger unreachable = new AtomicInteger();
    final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();

    Load(PackagedRelata relata, int readers, int writers) {
        this(relata, readers, writers, Set.of("UNAVAILABLE"));
    }

    /** @param passing the codes of errors that are to be expected */
    Load(PackagedRelata relata, int readers, int writers, Set<String> passing) {
        this.relata = relata;
        this.passing = passing;
        clients = Stream.concat(
                        IntStream.range(0, readers).mapToObj(i -> READ),
                        IntStream.range(0, writers).mapToObj(i -> WRITE))
                .map(document -> new Thread(() -> run(document)))
                .toList();
        clients.forEach(Thread::start);
    }

    private void run(String document) {
        try {
            while (!isOver) {
                ask(document);
            }
        } catch (InterruptedException | RuntimeException e) {
            unexpected.add(e.toString());
        }
    }

    private void ask(String document) throws InterruptedException {
        try {
            note(new ObjectMapper().readTree(relata.ask(document).body()));
        } catch (ConnectException e) {
            unreachable.incrementAndGet();
            Thread.sleep(10);
        } catch (IOException e) {
            broken.add(e.toString());
            Thread.sleep(10);
        }
    }

    private void note(JsonNode answer) throws InterruptedException {
        var code = answer.at("/errors/0/extensions/code").asText(null);
        if (code != null && passing.contains(code)) {
            unavailable.incrementAndGet();
            refusals.merge(Thread.currentThread(), 1, Integer::sum);
            Thread.sleep(10);
        } else if (answer.at("/errors/0/message")
                .asText()
                .startsWith("The server is shutting down and did not start")) {
            unreachable.incrementAndGet();
            Thread.sleep(10);
        } else if (code != null) {
            unexpected.add(answer.toString());
        } else {
            answered.incrementAndGet();
            var id = answer.at("/data/createPlace/id").asText(null);
            if (id != null) {
                acknowledged.add(id);
                writes.incrementAndGet();
            }
        }
    }

    /** Waits until so many more were answered with data. */
    Load awaitAnswers(int more) {
        int before = answered.get();
        Await.until(() -> answered.get() >= before + more);
        return this;
    }

    /** Waits until each client was told so many times that the database is away. */
    void awaitRefusalsOfEach(int count) {
        Await.until(() -> clients.stream().allMatch(client -> refusals.getOrDefault(client, 0) >= count));
    }

    /** Returns when the last answer is there. */
    @Override
    public void close() throws InterruptedException {
        isOver = true;
        for (var client : clients) {
            client.join();
        }
    }

    /** Those acknowledged places that a server does not know. */
    List<String> missingFrom(PackagedRelata other) throws IOException, InterruptedException {
        var ids = acknowledged.stream().sorted().toList();
        var missing = new ArrayList<String>();
        for (int i = 0; i < ids.size(); i += 500) {
            var some = ids.subList(i, Math.min(ids.size(), i + 500));
            var list = some.stream().map(id -> '"' + id + '"').toList();
            var answer = new ObjectMapper()
                    .readTree(other.ask("{ nodes(ids: " + list + ") { id } }").body());
            for (int n = 0; n < some.size(); n++) {
                if (!some.get(n).equals(answer.at("/data/nodes/" + n + "/id").asText())) {
                    missing.add(some.get(n));
                }
            }
        }
        return missing;
    }
}
