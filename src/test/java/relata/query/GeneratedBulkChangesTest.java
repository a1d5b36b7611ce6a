package relata.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static relata.Api.ask;

import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLSchema;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.query.Model.Thing;

/**
 * Changes and deletes by generated filters, one after the other, and compares answers and state with the model. They
 * are always the same ones: `-Dtest.seed=…` tries others.
 */
@QuarkusTest
class GeneratedBulkChangesTest {
    private static final int CHANGES = 250;
    private static final int FEW = 12;
    private static final long SEED = Long.getLong("test.seed", 1);

    @Inject
    DataSource dataSource;

    @Inject
    GraphQLSchema schema;

    private Random random;
    private List<String> names;
    private Model model;

    @BeforeEach
    void startEmpty() {
        Api.deleteAll();
    }

    @Test
    void changesAndDeletesExactlyTheRowsThatSatisfyAFilter() {
        random = new Random(SEED);
        JqwikSession.run(() -> {
            names = Questions.names()
                    .list()
                    .ofSize(60)
                    .generator(1000)
                    .next(random)
                    .value();
            for (int i = 0; i < CHANGES; i++) {
                fill();
                change("seed %d, change %d: ".formatted(SEED, i));
            }
        });
    }

    private Model read() {
        try (var connection = dataSource.getConnection()) {
            return new Model(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fill() {
        model = read();
        if (model.all("Restaurant").size() < FEW || model.all("Adhar").size() < FEW / 2) {
            GeneratedQueriesTest.createPlaces(names, random);
            GeneratedQueriesTest.createPeople(names, random);
            model = read();
        }
    }

    private void change(String message) {
        var types = List.copyOf(new TreeSet<>(GeneratedQueriesTest.CONNECTIONS.keySet()));
        String type = types.get(random.nextInt(types.size()));
        var where = new Questions(schema, model)
                .filters(type, 3)
                .generator(1000)
                .next(random)
                .value();
        var found = model.find(model.all(type), where, List.of());
        // filters that many rows satisfy would soon leave none
        if (random.nextInt(3) == 0 && found.size() < model.all(type).size() / 2) {
            delete(type, where, found, message);
        } else {
            update(type, where, found, message);
        }
    }

    private static String mutation(String verb, String type) {
        String connection = GeneratedQueriesTest.CONNECTIONS.get(type);
        return verb + Character.toUpperCase(connection.charAt(0)) + connection.substring(1);
    }

    private void update(String type, Map<String, Object> where, List<Thing> found, String message) {
        var input = input(type);
        var expected = model.state();
        int changed = 0;
        for (Thing thing : found) {
            changed += expected.get(thing.id()).entrySet().containsAll(input.entrySet()) ? 0 : 1;
            expected.get(thing.id()).putAll(input);
        }
        // language=GraphQL
        String document =
                "mutation ($where: %1$sFilter!, $input: Update%1$sInput!) { %2$s(where: $where, input: $input) { matched changed } }"
                        .formatted(type, mutation("update", type));
        var answer = ask(document, "where", where, "input", input);
        String what = message + type + " " + where + " " + input;
        assertEquals(Map.of("matched", found.size(), "changed", changed), answer.data(mutation("update", type)), what);
        assertEquals(expected, read().state(), what);
    }

    private Map<String, Object> input(String type) {
        var input = new HashMap<String, Object>();
        for (var field : schema.<GraphQLInputObjectType>getTypeAs("Update" + type + "Input")
                .getFields()) {
            if (random.nextBoolean()) {
                input.put(field.getName(), value(field.getName()));
            }
        }
        return input;
    }

    private Object value(String field) {
        return switch (field) {
            case "servesHotDogs", "servesPizza" -> random.nextBoolean();
            case "restaurant" -> any(model.all("Restaurant")).id();
            case "email" -> random.nextBoolean() ? "" : "a@b.de";
            default -> GeneratedQueriesTest.any(names, random);
        };
    }

    private Thing any(List<Thing> things) {
        return things.get(random.nextInt(things.size()));
    }

    private void delete(String type, Map<String, Object> where, List<Thing> found, String message) {
        var gone = new HashSet<String>();
        found.forEach(thing -> collect(thing, gone));
        var expected = model.state();
        expected.keySet().removeAll(gone);
        // those that stay no longer have what is gone
        expected.values().forEach(fields -> fields.replaceAll((name, value) -> gone.contains(value) ? null : value));
        // language=GraphQL
        String document =
                "mutation ($where: %sFilter!) { %s(where: $where) { places restaurants waiters people adhars } }"
                        .formatted(type, mutation("delete", type));
        var answer = ask(document, "where", where);
        String what = message + type + " " + where;
        assertEquals(counts(gone), answer.data(mutation("delete", type)), what);
        assertEquals(expected, read().state(), what);
    }

    /** With those that go along. */
    private static void collect(Thing thing, Set<String> gone) {
        gone.add(thing.id());
        if (thing.type.equals("Restaurant")) {
            Model.waiters(thing).forEach(waiter -> collect(waiter, gone));
        }
        for (String own : thing.type.equals("Place") ? List.of("restaurant") : List.of("adhar")) {
            if (thing.fields.get(own) instanceof Thing other) {
                collect(other, gone);
            }
        }
    }

    private static Map<String, Integer> counts(Set<String> gone) {
        var counts = new TreeMap<String, Integer>();
        GeneratedQueriesTest.CONNECTIONS.forEach((type, connection) -> counts.put(connection, (int)
                gone.stream().filter(id -> id.startsWith(type + ":")).count()));
        return counts;
    }
}
