import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what pages cost at the start and at the end of a long list: `java src/bench/Pages.java`, with the address of
 * a running Relata and the number of places that it shall have, which are created where they are missing.
 */
class Pages {
    private static final int ROUNDS = 300;
    private static final int BATCH = 500;

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI endpoint;

    private Pages(String address) {
        endpoint = URI.create(address + "/graphql");
    }

    public static void main(String... args) throws Exception {
        var pages = new Pages(args.length > 0 ? args[0] : "http://localhost:8080");
        pages.fill(args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000);
        pages.compare("[{id: ASC}]");
        pages.compare("[{name: ASC}]");
        pages.compare("[{name: DESC}]");
        System.out.println("A page of 50 places with restaurants and waiters: %d statements".formatted(pages.statements()));
    }

    private void fill(int wanted) throws IOException, InterruptedException {
        int there = Integer.parseInt(find("totalCount\":(\\d+)", ask("{ places { totalCount } }")));
        for (int n = there; n < wanted; n += BATCH) {
            var input = new StringBuilder();
            for (int i = n; i < n + BATCH; i++) {
                // names in no order, and some of them the same
                input.append("{name: \"Place %d\", address: \"%d Main\"".formatted((i * 7919L) % 500_009, i));
                input.append(i % 10 == 0 ? ", restaurant: {waiters: [{name: \"Joe\"}, {name: \"Ann\"}]}}" : "}");
            }
            ask("mutation { createPlaces(input: [%s]) { id } }".formatted(input));
        }
    }

    /** Takes turns, so that what else the machine does costs both the same. */
    private void compare(String order) throws IOException, InterruptedException {
        String first = page("orderBy: %s".formatted(order));
        String before = find("startCursor\":\"([^\"]+)", ask(page("last: 50, orderBy: %s".formatted(order))));
        String last = page("after: \"%s\", orderBy: %s".formatted(find(
                "startCursor\":\"([^\"]+)", ask(page("last: 50, before: \"%s\", orderBy: %s".formatted(before, order)))),
                order));
        var firstTimes = new ArrayList<Long>();
        var lastTimes = new ArrayList<Long>();
        for (int i = 0; i < ROUNDS; i++) {
            firstTimes.add(time(first));
            lastTimes.add(time(last));
        }
        long a = median(firstTimes);
        long b = median(lastTimes);
        System.out.println("%-15s first page %,6d µs, last page %,6d µs, ratio %.2f".formatted(order, a, b, (double) b / a));
    }

    private static String page(String arguments) {
        return "{ places(%s) { nodes { id name } pageInfo { startCursor hasNextPage } } }".formatted(arguments);
    }

    private long time(String document) throws IOException, InterruptedException {
        long start = System.nanoTime();
        ask(document);
        return (System.nanoTime() - start) / 1_000;
    }

    /** Half of the rounds warm up. */
    private static long median(List<Long> times) {
        var warm = new ArrayList<>(times.subList(times.size() / 2, times.size()));
        Collections.sort(warm);
        return warm.get(warm.size() / 2);
    }

    private int statements() throws IOException, InterruptedException {
        String answer = ask("{ places(first: 50) { nodes { name restaurant { servesPizza waiters { name } } } } }");
        if (!answer.contains("\"sql\"")) {
            throw new IOException("Statements are told where relata.http.explain is true only");
        }
        return answer.split("\"statement\"", -1).length - 1;
    }

    private String ask(String document) throws IOException, InterruptedException {
        String json = "{\"query\": \"%s\"}".formatted(document.replace("\\", "\\\\").replace("\"", "\\\""));
        var request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .header("Relata-Explain", "sql")
                .POST(BodyPublishers.ofString(json))
                .build();
        String answer = client.send(request, BodyHandlers.ofString()).body();
        if (answer.startsWith("{\"errors\"")) {
            throw new IOException(answer);
        }
        return answer;
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no %s in %s".formatted(pattern, text));
        }
        return matcher.group(1);
    }
}
