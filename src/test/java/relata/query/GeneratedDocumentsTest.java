package relata.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLSchema;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.Json;
import relata.menu.Menu;
import relata.menu.MenuServer;
import relata.query.Model.Thing;

/**
 * Compares generated documents, each run several times with other variables, with a plain evaluation: exactly, and in
 * the order of their fields. The documents are always the same: `-Dtest.seed=…` tries others.
 */
@QuarkusTest
@TestProfile(MenuServer.class)
class GeneratedDocumentsTest {
    private static final long SEED = Long.getLong("test.seed", 1);
    private static final int DOCUMENTS = Integer.getInteger("test.documents", 150);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /** The scalar of the plain evaluation truncates times to milliseconds. */
    private static final Pattern TIME = Pattern.compile("(\"\\d{4}-\\d\\d-\\d\\dT[\\d:]{8})(\\.\\d+)?Z\"");

    @Inject
    EntityManager manager;

    @Inject
    GraphQLSchema schema;

    private final List<AssertionError> failures = new ArrayList<>();
    private int answered;
    private int refused;

    @BeforeEach
    void fillsTheDatabase() {
        Menu.deleteAll();
        Api.deleteAll();
        JqwikSession.run(() -> {
            var random = new Random(SEED);
            var names = Questions.names()
                    .list()
                    .ofSize(40)
                    .generator(1000)
                    .next(random)
                    .value();
            var places = new ArrayList<Map<String, Object>>();
            var people = new ArrayList<Map<String, Object>>();
            for (int i = 0; i < 20; i++) {
                var place =
                        new HashMap<String, Object>(Map.of("name", any(names, random), "address", any(names, random)));
                if (random.nextInt(3) > 0) {
                    place.put("restaurant", restaurant(names, random));
                }
                places.add(place);
                var person =
                        new HashMap<String, Object>(Map.of("name", any(names, random), "mobile", any(names, random)));
                if (random.nextBoolean()) {
                    person.put("adhar", Map.of("signature", any(names, random), "adharNo", any(names, random)));
                }
                people.add(person);
            }
            // language=GraphQL
            String document =
                    """
                    mutation ($places: [CreatePlaceInput!]!, $people: [CreatePersonInput!]!) {
                      createPlaces(input: $places) { id } createPeople(input: $people) { id }
                    }""";
            ask(document, "places", places, "people", people).data();
            Menu.create(names, random);
        });
    }

    private static Map<String, Object> restaurant(List<String> names, Random random) {
        var waiters = new ArrayList<Map<String, String>>();
        for (int j = random.nextInt(4); j > 0; j--) {
            waiters.add(Map.of("name", any(names, random)));
        }
        return Map.of("servesHotDogs", random.nextBoolean(), "servesPizza", random.nextBoolean(), "waiters", waiters);
    }

    private static <T> T any(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    private Model model() {
        return new Model(manager);
    }

    private static Object[] flat(Map<String, Object> variables) {
        return variables.entrySet().stream()
                .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue()))
                .toArray();
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String data(Object data) {
        return TIME.matcher(text(data)).replaceAll(time -> {
            String fraction = time.group(2) == null ? "." : time.group(2);
            return time.group(1) + (fraction + "000").substring(0, 4) + "Z\"";
        });
    }

    private static String data(Api.Answer answer) {
        try {
            return data((Object) JSON.readTree(answer.text()).get("data"));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Continues after a failure, so that one run reports all of them. */
    private void collect(Runnable comparison) {
        try {
            comparison.run();
        } catch (AssertionError e) {
            failures.add(e);
        }
    }

    private void assertAll(int least) {
        assertEquals(
                List.of(), failures.stream().map(Throwable::getMessage).limit(8).toList(), failures.size() + " differ");
        assertTrue(answered > least, () -> answered + " answered, " + refused + " refused");
    }

    /** Compares a response with that of the plain evaluation. */
    private void assertAnswers(PlainAnswers plain, String document, Map<String, Object> variables, Api.Answer answer) {
        String asked = "seed " + SEED + ": " + document + "\n" + text(variables);
        var json = answer.json();
        var errors = answer.errors() == null ? List.<Map<String, Object>>of() : answer.errors();
        if (answer.text().matches("(?s).*relata\\.limits\\.(cost|aliases|depth|directives|selections).*")) {
            refused++;
            return;
        }
        var expected = plain.answer(document, variables);
        assertEquals(
                expected.getErrors().isEmpty(),
                errors.isEmpty(),
                () -> asked + "\n" + answer.text() + "\nbut: " + expected.getErrors());
        if (!errors.isEmpty()) {
            refused++;
            errors.forEach(error -> assertEquals(
                    "BAD_USER_INPUT", Json.of(text(error)).get("extensions.code"), () -> asked + answer.text()));
            Set<Object> paths = new HashSet<>();
            expected.getErrors().forEach(error -> paths.add(error.getPath()));
            if (!json.<Map<String, Object>>get("").containsKey("data")) {
                // refused before anything ran
                return;
            }
            errors.forEach(error -> assertTrue(
                    paths.contains(error.get("path")), () -> asked + "\n" + error + " is not at any of " + paths));
        } else {
            answered++;
        }
        assertEquals(data((Object) expected.getData()), data(answer), asked);
    }

    @Test
    void answersDocumentsAsAPlainEvaluationDoes() {
        var model = model();
        var plain = new PlainAnswers(schema, model, environment -> null);
        JqwikSession.run(() -> {
            var generators = new QuestionDocument.Generators(new Questions(schema, model));
            for (int i = 0; i < DOCUMENTS; i++) {
                var random = new Random(SEED * 1_000_003 + i);
                var made = new QuestionDocument(schema, model, generators, random);
                String document = made.query();
                for (int j = 0; j < 3; j++) {
                    var variables = made.values();
                    collect(() -> assertAnswers(plain, document, variables, ask(document, flat(variables))));
                }
            }
        });
        assertAll(2 * DOCUMENTS);
    }

    /** The records that a mutation created or changed. */
    private record Done(String field, List<Thing> records) implements PlainAnswers.Roots {
        @Override
        public Object answer(DataFetchingEnvironment environment) {
            boolean isPlural =
                    environment.getFieldDefinition().getType().toString().contains("[");
            return isPlural ? records : records.get(0);
        }
    }

    @Test
    void answersMutationsAsAPlainEvaluationDoes() {
        // filters use values of the records that existed first
        var first = new Questions(schema, model());
        JqwikSession.run(() -> {
            var generators = new QuestionDocument.Generators(first);
            for (int i = 0; i < DOCUMENTS * 2 / 3; i++) {
                var random = new Random(SEED * 1_000_003 + i);
                collect(() -> mutate(generators, random));
            }
        });
        assertAll(DOCUMENTS / 2);
    }

    private void mutate(QuestionDocument.Generators generators, Random random) {
        var before = model();
        var made = new QuestionDocument(schema, before, generators, random);
        var kind = any(KINDS, random);
        var names = List.of("Demon Dogs", "É", "😀", "ß", " x ", "%", "\"\\\n");
        var input = kind.input.make(before, names, random);
        if (input == null) {
            return;
        }
        String id = kind.field.startsWith("update")
                ? any(before.all(kind.type), random).id()
                : null;
        if (id != null) {
            made.declare("id", "ID!", id);
        }
        made.declare("input", kind.inputType, input);
        String selection = made.record(kind.type, 4);
        String document = made.whole(
                "mutation",
                "m: " + kind.field + (id == null ? "(input: $input)" : "(id: $id, input: $input)") + selection);
        var variables = new LinkedHashMap<>(made.values());
        var answer = ask(document, flat(variables));
        var after = model();
        var records = after.all(kind.type).stream()
                .filter(thing -> id == null
                        ? before.all(kind.type).stream().noneMatch(old -> old.key == thing.key)
                        : thing.id().equals(id))
                .toList();
        if (answer.errors() == null) {
            assertEquals(input instanceof List<?> list ? list.size() : 1, records.size(), document);
        } else if (id == null) {
            assertEquals(List.of(), records, "what failed left something behind: " + answer.text());
            // a plain evaluation needs a record
            refused++;
            return;
        }
        var plain = new PlainAnswers(schema, after, new Done(kind.field, records));
        if (answer.errors() == null) {
            assertAnswers(plain, document, variables, answer);
        }
    }

    private interface MakeInput {
        /** @return null if the model lacks the records for it */
        Object make(Model model, List<String> names, Random random);
    }

    private record Kind(String field, String type, String inputType, MakeInput input) {}

    private static List<Object> several(MakeInput one, Model model, List<String> names, Random random) {
        var all = new ArrayList<>();
        for (int n = random.nextInt(4); n >= 0; n--) {
            all.add(one.make(model, names, random));
        }
        return all;
    }

    private static final MakeInput PLACE = (model, names, random) -> {
        var place =
                new LinkedHashMap<String, Object>(Map.of("name", any(names, random), "address", any(names, random)));
        if (random.nextInt(3) > 0) {
            place.put("restaurant", restaurant(names, random));
        }
        return place;
    };

    private static final MakeInput RESTAURANT = (model, names, random) -> {
        var free = model.all("Place").stream()
                .filter(place -> place.fields.get("restaurant") == null)
                .toList();
        var restaurant = new LinkedHashMap<>(restaurant(names, random));
        restaurant.put(
                "place",
                free.isEmpty() || random.nextBoolean()
                        ? Map.of("create", Map.of("name", any(names, random), "address", any(names, random)))
                        : Map.of("id", any(free, random).id()));
        if (random.nextBoolean()) {
            restaurant.remove("waiters");
        }
        return restaurant;
    };

    private static final MakeInput WAITER = (model, names, random) -> Map.of(
            "name",
            any(names, random),
            "restaurant",
            any(model.all("Restaurant"), random).id());

    private static final MakeInput PERSON = (model, names, random) -> {
        var person =
                new LinkedHashMap<String, Object>(Map.of("name", any(names, random), "mobile", any(names, random)));
        if (random.nextBoolean()) {
            person.put("adhar", Map.of("signature", any(names, random), "adharNo", any(names, random)));
        }
        return person;
    };

    private static final MakeInput ADHAR = (model, names, random) -> {
        var free = model.all("Person").stream()
                .filter(person -> person.fields.get("adhar") == null)
                .toList();
        Object person = free.isEmpty() || random.nextBoolean()
                ? Map.of("create", Map.of("name", any(names, random)))
                : Map.of("id", any(free, random).id());
        return Map.of("signature", any(names, random), "adharNo", any(names, random), "person", person);
    };

    private static final MakeInput ITEM = (model, names, random) -> {
        var item = new LinkedHashMap<String, Object>();
        Menu.set(item, random);
        item.put("dish", any(model.all("Dish"), random).id());
        if (random.nextBoolean()) {
            item.put("note", any(names, random));
        }
        return item;
    };

    private static final MakeInput EMPLOYEE = (model, names, random) -> {
        var employee = new LinkedHashMap<String, Object>(
                Map.of("name", any(names, random), "site", "East", "badge", random.nextInt()));
        if (random.nextBoolean()) {
            employee.put("boss", any(model.all("Employee"), random).id());
        }
        return employee;
    };

    private static final MakeInput DISH = (model, names, random) ->
            Map.of("name", any(names, random) + random.nextInt(), "ingredients", ingredients(model, random));

    private static List<String> ingredients(Model model, Random random) {
        var all = model.all("Ingredient").stream().map(Thing::id).toList();
        return all.subList(0, random.nextInt(Math.min(4, all.size())));
    }

    private static final List<Kind> KINDS = List.of(
            new Kind("createMenuItem", "MenuItem", "CreateMenuItemInput!", ITEM),
            new Kind("createMenuItems", "MenuItem", "[CreateMenuItemInput!]!", (m, n, r) -> several(ITEM, m, n, r)),
            new Kind("createEmployee", "Employee", "CreateEmployeeInput!", EMPLOYEE),
            new Kind("createEmployees", "Employee", "[CreateEmployeeInput!]!", (m, n, r) -> several(EMPLOYEE, m, n, r)),
            new Kind("createDish", "Dish", "CreateDishInput!", DISH),
            new Kind("createDishes", "Dish", "[CreateDishInput!]!", (m, n, r) -> several(DISH, m, n, r)),
            new Kind("updateDish", "Dish", "UpdateDishInput!", (m, n, r) -> Map.of("ingredients", ingredients(m, r))),
            new Kind(
                    "updateEmployee",
                    "Employee",
                    "UpdateEmployeeInput!",
                    (m, n, r) -> Map.of("boss", any(m.all("Employee"), r).id())),
            new Kind("updateMenuItem", "MenuItem", "UpdateMenuItemInput!", (m, n, r) -> Map.of("price", r.nextInt(9))),
            new Kind("createPlace", "Place", "CreatePlaceInput!", PLACE),
            new Kind("createPlaces", "Place", "[CreatePlaceInput!]!", (m, n, r) -> several(PLACE, m, n, r)),
            new Kind("createRestaurant", "Restaurant", "CreateRestaurantInput!", RESTAURANT),
            new Kind("createWaiter", "Waiter", "CreateWaiterInput!", WAITER),
            new Kind("createWaiters", "Waiter", "[CreateWaiterInput!]!", (m, n, r) -> several(WAITER, m, n, r)),
            new Kind("createPerson", "Person", "CreatePersonInput!", PERSON),
            new Kind("createPeople", "Person", "[CreatePersonInput!]!", (m, n, r) -> several(PERSON, m, n, r)),
            new Kind("createAdhar", "Adhar", "CreateAdharInput!", ADHAR),
            new Kind("updatePlace", "Place", "UpdatePlaceInput!", (m, n, r) -> Map.of("name", any(n, r))),
            new Kind(
                    "updateRestaurant",
                    "Restaurant",
                    "UpdateRestaurantInput!",
                    (m, n, r) -> Map.of("servesPizza", r.nextBoolean())),
            new Kind(
                    "updateWaiter",
                    "Waiter",
                    "UpdateWaiterInput!",
                    (m, n, r) ->
                            Map.of("restaurant", any(m.all("Restaurant"), r).id())),
            new Kind("updatePerson", "Person", "UpdatePersonInput!", (m, n, r) -> Map.of("mobile", any(n, r))),
            new Kind("updateAdhar", "Adhar", "UpdateAdharInput!", (m, n, r) -> Map.of("adharNo", any(n, r))));
}
