import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What documents of all kinds cost a running Relata: the processor time of its process for each request, and for each
 * value of the answer.
 *
 * <p>java src/bench/Documents.java http://localhost:8080 PID [requests]
 *
 * <p>The database should have some thousand places with restaurants and waiters: src/bench/Pages.java makes them.
 */
class Documents {
    private static final int WARM_UP = 2_000;

    private static HttpClient client = HttpClient.newHttpClient();
    private static URI server;

    public static void main(String[] arguments) throws Exception {
        server = URI.create(arguments[0] + "/graphql");
        var process = ProcessHandle.of(Long.parseLong(arguments[1])).orElseThrow();
        int requests = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2_000;
        System.out.println("| document | CPU us a request | values | CPU us a value |\n| --- | --- | --- | --- |");
        for (var document : documents().entrySet()) {
            for (int i = 0; i < WARM_UP; i++) {
                ask(document.getValue(), i);
            }
            long before = nanos(process);
            long values = 0;
            for (int i = 0; i < requests; i++) {
                values += values(ask(document.getValue(), i));
            }
            double each = (nanos(process) - before) / 1_000.0 / requests;
            double size = (double) values / requests;
            System.out.printf("| %s | %.0f | %.0f | %.2f |%n", document.getKey(), each, size, each / Math.max(1, size));
        }
    }

    private static long nanos(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow().toNanos();
    }

    private static long values(String answer) {
        if (answer.contains("\"errors\"")) {
            throw new IllegalStateException(answer);
        }
        return answer.chars().filter(c -> c == ':').count();
    }

    /** `$i` is another number for each request. */
    private static String ask(String document, int i) throws Exception {
        String body = document.replace("$i", "" + i);
        var request = HttpRequest.newBuilder(server)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    private static String request(String query, String variables) {
        return "{\"query\": \"%s\", \"variables\": %s}".formatted(query.replace("\"", "\\\""), variables);
    }

    private static Map<String, String> documents() {
        var documents = new LinkedHashMap<String, String>();
        var ids = new ArrayList<String>();
        for (int i = 1; i <= 20; i++) {
            ids.add("\"" + (i % 2 == 0 ? "Place:" : "Restaurant:") + i + "\"");
        }
        documents.put(
                "`nodes` of 20 mixed ids with fragments",
                request(
                        "query ($ids: [ID!]!) { nodes(ids: $ids) { id label ... on Place { address } ... on Restaurant { servesPizza } } }",
                        "{\"ids\": [" + String.join(", ", ids) + "]}"));
        documents.put(
                "three lists in one another, each cut and ordered",
                request(
                        "{ restaurants(first: 5) { nodes { waiters(first: 3, orderBy: [{name: ASC}]) { restaurant {"
                                + " waiters(first: 3, orderBy: [{name: DESC}]) { restaurant { waiters(first: 2) { name } } } } } } } }",
                        "{}"));
        documents.put(
                "a filter four relations deep with `totalCount`",
                request(
                        "query ($n: String!) { places(first: 5, where: {restaurant: {waiters: {some: {restaurant: {place: {name: {exact: $n}}}}}}})"
                                + " { nodes { name } totalCount } }",
                        "{\"n\": \"Place 1\"}"));
        documents.put(
                "a backward page by three keys",
                request(
                        "{ restaurants(last: 20, orderBy: [{servesPizza: DESC}, {servesHotDogs: ASC}, {id: DESC}]) { edges { cursor node { id } } } }",
                        "{}"));
        documents.put("50 aliases", request("{ " + aliases() + "}", "{}"));
        documents.put(
                "a plural create of 100",
                request(
                        "mutation ($input: [CreatePlaceInput!]!) { createPlaces(input: $input) { id } }",
                        "{\"input\": [" + String.join(", ", Collections.nCopies(100, "{\"name\": \"n\", \"address\": \"a\"}")) + "]}"));
        documents.put(
                "an update of one field",
                request("mutation ($n: String!) { updatePlace(id: 1, input: {name: $n}) { id name } }", "{\"n\": \"Place $i\"}"));
        documents.put(
                "`@include` by variable",
                request(
                        "query ($yes: Boolean!) { place(id: 1) { id address @include(if: $yes) restaurant @skip(if: $yes) { id } } }",
                        "{\"yes\": true}"));
        documents.put("a document seen for the first time", request("{ a$i: place(id: 1) { id name } }", "{}"));
        return documents;
    }

    private static String aliases() {
        var aliases = new StringBuilder();
        for (int i = 1; i <= 50; i++) {
            aliases.append("p%d: place(id: %1$d) { name } ".formatted(i));
        }
        return aliases.toString();
    }
}
