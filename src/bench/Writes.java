import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What writes cost a running Relata, in milliseconds of a single client: a create with an idempotency key against one
 * without, taking turns; 500 creates in one field; and changes and deletes of 10,000 records by a filter.
 *
 * <p>java src/bench/Writes.java http://localhost:8080
 *
 * <p>It deletes again what it creates.
 */
class Writes {
    private static final int WARM_UP = 1_000;
    private static final int ROUNDS = 2_000;
    private static final int PLURAL = 500;
    private static final int RECORDS = 10_000;
    private static final String NAME = "Bench Writes";

    private static HttpClient client = HttpClient.newHttpClient();
    private static URI server;

    public static void main(String[] arguments) throws Exception {
        server = URI.create(arguments[0] + "/graphql");
        System.out.println("| write | median ms | 95 % within |\n| --- | --- | --- |");
        String create = "mutation { createPlace(input: %s) { id } }".formatted(input());
        var without = new ArrayList<Long>();
        var with = new ArrayList<Long>();
        long run = System.nanoTime();
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            long plain = time(create, null);
            long keyed = time(create, "bench " + run + " " + i);
            if (i >= 0) {
                without.add(plain);
                with.add(keyed);
            }
        }
        report("a create", without);
        report("a create with an idempotency key", with);
        delete();

        String plural = "mutation { createPlaces(input: [%s]) { id } }"
                .formatted(String.join(", ", Collections.nCopies(PLURAL, input())));
        var creates = new ArrayList<Long>();
        var updates = new ArrayList<Long>();
        var deletes = new ArrayList<Long>();
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < RECORDS / PLURAL; i++) {
                creates.add(time(plural, null));
            }
            updates.add(time(
                    "mutation { updatePlaces(where: {name: {exact: \"%s\"}}, input: {address: \"%d\"}) { changed } }"
                            .formatted(NAME, round),
                    null));
            deletes.add(delete());
        }
        report(PLURAL + " creates in one field", creates);
        report("an update of 10,000 places by a filter", updates);
        report("a delete of 10,000 places by a filter", deletes);
    }

    private static String input() {
        return "{name: \"%s\", address: \"a\"}".formatted(NAME);
    }

    private static long delete() throws Exception {
        return time("mutation { deletePlaces(where: {name: {exact: \"%s\"}}) { places } }".formatted(NAME), null);
    }

    private static void report(String what, List<Long> nanos) {
        Collections.sort(nanos);
        System.out.printf(
                "| %s | %.2f | %.2f |%n",
                what, nanos.get(nanos.size() / 2) / 1e6, nanos.get(nanos.size() * 95 / 100) / 1e6);
    }

    private static long time(String document, String key) throws Exception {
        String body = "{\"query\": \"%s\"}".formatted(document.replace("\"", "\\\""));
        var request = HttpRequest.newBuilder(server)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        long start = System.nanoTime();
        String answer = client.send(request.build(), BodyHandlers.ofString()).body();
        long time = System.nanoTime() - start;
        if (answer.contains("\"errors\"")) {
            throw new IllegalStateException(answer);
        }
        return time;
    }
}
