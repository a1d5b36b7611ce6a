package relata.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static relata.Api.ask;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.Json;

/**
 * Runs generated operations, of one to three fields each, and compares responses and state with a plain model. The
 * operations are always the same: `-Dtest.seed=…` tries others.
 */
@QuarkusTest
class GeneratedMutationsTest {
    private static final int OPERATIONS = 400;
    private static final long SEED = Long.getLong("test.seed", 1);

    private record Place(String name) {}

    private record Restaurant(boolean servesPizza) {}

    private record Waiter(String name, long restaurant) {}

    /** What should be in the database, by key. */
    private static final class Model {
        final Map<Long, Place> places = new TreeMap<>();
        final Map<Long, Restaurant> restaurants = new TreeMap<>();
        final Map<Long, Waiter> waiters = new TreeMap<>();
        final Map<Long, String> people = new TreeMap<>();
        /** The owner of each Adhar. */
        final Map<Long, Long> adhars = new TreeMap<>();

        Model copy() {
            var copy = new Model();
            copy.places.putAll(places);
            copy.restaurants.putAll(restaurants);
            copy.waiters.putAll(waiters);
            copy.people.putAll(people);
            copy.adhars.putAll(adhars);
            return copy;
        }

        List<Map<Long, ?>> state() {
            return List.of(places, restaurants, waiters, people, adhars);
        }
    }

    /** One mutation field, and what it should do: the change returns the code of the expected error, or null. */
    private record Step(String field, Change change) {}

    @FunctionalInterface
    private interface Change {
        String apply(Model model, Long createdKey);
    }

    private Random random;
    private Model model = new Model();

    @BeforeEach
    void startEmpty() {
        Api.deleteAll();
    }

    @Test
    void doesWhatThePlainModelDoes() {
        random = new Random(SEED);
        for (int i = 0; i < OPERATIONS; i++) {
            var steps = new ArrayList<Step>();
            for (int n = random.nextInt(3); n >= 0; n--) {
                steps.add(step());
            }
            String message = "seed " + SEED + ", operation " + i + ": " + steps;
            run(steps, message);
            if (i % 10 == 0) {
                assertEquals(model.state(), read().state(), message);
            }
        }
        assertEquals(model.state(), read().state(), "seed " + SEED);
    }

    private void run(List<Step> steps, String message) {
        var document = new StringBuilder("mutation {");
        for (int i = 0; i < steps.size(); i++) {
            document.append(" f").append(i).append(": ").append(steps.get(i).field());
        }
        Json answer = ask(document + " }").json();
        Model changed = model.copy();
        for (int i = 0; i < steps.size(); i++) {
            String id = answer.getString("data.f" + i + ".id");
            // if the operation failed, no key is returned, and none is stored
            Long created = id == null ? Long.valueOf(-1 - i) : Long.valueOf(id.substring(id.indexOf(':') + 1));
            String code = steps.get(i).change().apply(changed, created);
            if (code != null) {
                assertEquals(code, answer.getString("errors[0].extensions.code"), message);
                assertEquals(List.of("f" + i), answer.getList("errors[0].path"), message);
                return;
            }
        }
        assertNull(answer.get("errors"), message);
        model = changed;
    }

    private Step step() {
        long place = key(model.places);
        long other = key(model.places);
        long waiter = key(model.waiters);
        long person = key(model.people);
        long adhar = key(model.adhars);
        String name = "n" + random.nextInt(100);
        boolean pizza = random.nextBoolean();
        return switch (random.nextInt(15)) {
            case 0, 1 ->
                new Step("createPlace(input: {name: \"%s\", address: \"a\"}) { id }".formatted(name), (m, id) -> {
                    m.places.put(id, new Place(name));
                    return null;
                });
            case 2 ->
                new Step(
                        "updatePlace(id: %d, input: {name: \"%s\"}) { id }".formatted(place, name),
                        (m, id) -> m.places.replace(place, new Place(name)) == null ? "NOT_FOUND" : null);
            case 3 ->
                new Step("deletePlace(id: %d) { id }".formatted(place), (m, id) -> {
                    m.waiters.values().removeIf(w -> w.restaurant == place);
                    m.restaurants.remove(place);
                    return m.places.remove(place) == null ? "NOT_FOUND" : null;
                });
            case 4, 5 ->
                new Step(
                        "createRestaurant(input: {place: {id: %d}, servesPizza: %s}) { id }".formatted(place, pizza),
                        (m, id) -> {
                            if (!m.places.containsKey(place)) {
                                return "NOT_FOUND";
                            }
                            return m.restaurants.putIfAbsent(place, new Restaurant(pizza)) == null ? null : "CONFLICT";
                        });
            case 6 ->
                new Step("copyRestaurant(id: %d, place: %d) { id }".formatted(place, other), (m, id) -> {
                    if (!m.restaurants.containsKey(place) || !m.places.containsKey(other)) {
                        return "NOT_FOUND";
                    }
                    m.restaurants.put(other, m.restaurants.get(place));
                    return null;
                });
            case 7 ->
                new Step("moveRestaurant(id: %d, place: %d) { id }".formatted(place, other), (m, id) -> {
                    if (!m.restaurants.containsKey(place) || !m.places.containsKey(other)) {
                        return "NOT_FOUND";
                    }
                    if (place != other && m.restaurants.containsKey(other)) {
                        return "CONFLICT";
                    }
                    m.restaurants.put(other, m.restaurants.remove(place));
                    m.waiters.replaceAll((key, w) -> w.restaurant == place ? new Waiter(w.name, other) : w);
                    return null;
                });
            case 8 ->
                new Step("deleteRestaurant(id: %d) { id }".formatted(place), (m, id) -> {
                    m.waiters.values().removeIf(w -> w.restaurant == place);
                    return m.restaurants.remove(place) == null ? "NOT_FOUND" : null;
                });
            case 9, 10 ->
                new Step(
                        "createWaiter(input: {name: \"%s\", restaurant: %d}) { id }".formatted(name, place),
                        (m, id) -> {
                            if (!m.restaurants.containsKey(place)) {
                                return "NOT_FOUND";
                            }
                            m.waiters.put(id, new Waiter(name, place));
                            return null;
                        });
            case 11 ->
                new Step("updateWaiter(id: %d, input: {restaurant: %d}) { id }".formatted(waiter, place), (m, id) -> {
                    if (!m.waiters.containsKey(waiter) || !m.restaurants.containsKey(place)) {
                        return "NOT_FOUND";
                    }
                    m.waiters.put(waiter, new Waiter(m.waiters.get(waiter).name, place));
                    return null;
                });
            case 12 ->
                new Step("createPerson(input: {name: \"%s\"}) { id }".formatted(name), (m, id) -> {
                    m.people.put(id, name);
                    return null;
                });
            case 13 ->
                new Step(
                        "createAdhar(input: {person: {id: %d}, signature: \"\", adharNo: \"1\"}) { id }"
                                .formatted(person),
                        (m, id) -> {
                            if (!m.people.containsKey(person)) {
                                return "NOT_FOUND";
                            }
                            if (m.adhars.containsValue(person)) {
                                return "CONFLICT";
                            }
                            m.adhars.put(id, person);
                            return null;
                        });
            default ->
                random.nextBoolean()
                        ? new Step("deletePerson(id: %d) { id }".formatted(person), (m, id) -> {
                            m.adhars.values().removeIf(owner -> owner == person);
                            return m.people.remove(person) == null ? "NOT_FOUND" : null;
                        })
                        : new Step(
                                "deleteAdhar(id: %d) { id }".formatted(adhar),
                                (m, id) -> m.adhars.remove(adhar) == null ? "NOT_FOUND" : null);
        };
    }

    /** Mostly an existing key. */
    private long key(Map<Long, ?> records) {
        var keys = List.copyOf(records.keySet());
        return keys.isEmpty() || random.nextInt(8) == 0 ? 999_999 : keys.get(random.nextInt(keys.size()));
    }

    private static Model read() {
        // language=GraphQL
        Json answer =
                ask("""
                        {
                          places(first: 500) { nodes { id name } }
                          restaurants(first: 500) { nodes { id servesPizza } }
                          waiters(first: 500) { nodes { id name restaurant { id } } }
                          people(first: 500) { nodes { id name } }
                          adhars(first: 500) { nodes { id person { id } } }
                        }""")
                        .json();
        var model = new Model();
        each(answer, "places", (key, node) -> model.places.put(key, new Place((String) node.get("name"))));
        each(
                answer,
                "restaurants",
                (key, node) -> model.restaurants.put(key, new Restaurant((Boolean) node.get("servesPizza"))));
        each(
                answer,
                "waiters",
                (key, node) -> model.waiters.put(
                        key, new Waiter((String) node.get("name"), key((Map<?, ?>) node.get("restaurant"), "id"))));
        each(answer, "people", (key, node) -> model.people.put(key, (String) node.get("name")));
        each(answer, "adhars", (key, node) -> model.adhars.put(key, key((Map<?, ?>) node.get("person"), "id")));
        return model;
    }

    private static void each(Json answer, String records, BiConsumer<Long, Map<?, ?>> consumer) {
        for (Map<?, ?> node : answer.<Map<?, ?>>getList("data." + records + ".nodes")) {
            consumer.accept(key(node, "id"), node);
        }
    }

    private static long key(Map<?, ?> node, String id) {
        String text = (String) node.get(id);
        return Long.parseLong(text.substring(text.indexOf(':') + 1));
    }
}
