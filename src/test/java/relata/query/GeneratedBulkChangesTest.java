package relata.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static relata.Api.ask;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.menu.Menu;
import relata.menu.MenuServer;
import relata.query.Model.Thing;

/**
 * Changes and deletes by generated filters, one after the other, and compares responses and state with the model. The
 * filters are always the same: `-Dtest.seed=…` tries others.
 */
@QuarkusTest
@TestProfile(MenuServer.class)
class GeneratedBulkChangesTest {
    private static final int CHANGES = 250;
    private static final int FEW = 12;
    private static final long SEED = Long.getLong("test.seed", 1);

    @Inject
    EntityManager manager;

    @Inject
    GraphQLSchema schema;

    /** Fields whose values several records cannot share. */
    private static final Set<String> ALONE = Set.of("Dish.name", "Employee.site", "Employee.badge");

    private static final Set<String> NULLABLE =
            Set.of("MenuItem.spiciness", "MenuItem.vegan", "MenuItem.note", "MenuItem.changedAt", "Employee.boss");

    private static final Map<String, String> RELATIONS =
            Map.of("restaurant", "Restaurant", "dish", "Dish", "boss", "Employee");

    private Random random;
    private List<String> names;
    private Model model;

    @BeforeEach
    void startEmpty() {
        Menu.deleteAll();
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

    /** Sets one field at a time, so that a failure names a field that the code does not read. */
    @Test
    void setsEachFieldOfAnUpdateAndNothingElse() {
        random = new Random(SEED);
        JqwikSession.run(() -> {
            names = List.of("É", "😀", " x ");
            fill();
            for (String type : Questions.connections(schema).keySet()) {
                var update = schema.getMutationType().getFieldDefinition("update" + type);
                var input = (GraphQLInputObjectType) GraphQLTypeUtil.unwrapNonNull(
                        update.getArgument("input").getType());
                for (var field : input.getFields()) {
                    Thing thing = any(model.all(type));
                    var expected = model.state();
                    Object value;
                    do {
                        value = value(type, field);
                    } while (Objects.equals(value, expected.get(thing.id()).get(field.getName())));
                    // language=GraphQL
                    String document = "mutation ($id: ID!, $input: %s) { update%s(id: $id, input: $input) { id } }"
                            .formatted(update.getArgument("input").getType(), type);
                    String what = "update" + type + " of " + field.getName() + " to " + value;
                    var given = new HashMap<String, Object>();
                    given.put(field.getName(), value);
                    ask(document, "id", thing.id(), "input", given).data();
                    expected.get(thing.id()).put(field.getName(), value);
                    model = read();
                    assertEquals(expected, model.state(), what);
                }
            }
        });
    }

    @Test
    void setsEachFieldOfANewRecord() {
        random = new Random(SEED);
        JqwikSession.run(() -> {
            names = List.of("É", "😀", " x ");
            fill();
            for (String type : Questions.connections(schema).keySet()) {
                var create = schema.getMutationType().getFieldDefinition("create" + type);
                var input = (GraphQLInputObjectType) GraphQLTypeUtil.unwrapNonNull(
                        create.getArgument("input").getType());
                var given = new HashMap<String, Object>();
                for (var field : input.getFields()) {
                    boolean isObject = GraphQLTypeUtil.unwrapAll(field.getType()) instanceof GraphQLInputObjectType;
                    given.put(field.getName(), isObject ? null : value(type, field));
                }
                given.remove("waiters");
                // language=GraphQL
                String document = "mutation ($input: %s) { create%s(input: $input) { id } }"
                        .formatted(create.getArgument("input").getType(), type);
                given.keySet().removeIf(name -> given.get(name) == null && !NULLABLE.contains(type + "." + name));
                var whole = new HashMap<>(given);
                if (type.equals("Restaurant")) {
                    whole.put("place", Map.of("create", Map.of("name", "n", "address", "a")));
                } else if (type.equals("Adhar")) {
                    whole.put("person", Map.of("create", Map.of("name", "n")));
                }
                String id = ask(document, "input", whole).data("create" + type + ".id");
                var stored = read().state().get(id);
                given.forEach((name, value) -> assertEquals(value, stored.get(name), type + "." + name));
            }
        });
    }

    private Model read() {
        return new Model(manager);
    }

    private void fill() {
        model = read();
        if (model.all("Restaurant").size() < FEW || model.all("Adhar").size() < FEW / 2) {
            GeneratedQueriesTest.createPlaces(names, random);
            GeneratedQueriesTest.createPeople(names, random);
            model = read();
        }
        if (model.all("MenuItem").size() < FEW || model.all("Employee").size() < FEW) {
            Menu.create(names, random);
            model = read();
        }
    }

    private void change(String message) {
        var types = List.copyOf(Questions.connections(schema).keySet());
        String type = types.get(random.nextInt(types.size()));
        var where = new Questions(schema, model)
                .filters(type, 3)
                .generator(1000)
                .next(random)
                .value();
        var found = model.find(model.all(type), where, List.of());
        // deleting by filters that many rows satisfy would soon leave none
        if (random.nextInt(3) == 0 && found.size() < model.all(type).size() / 2) {
            delete(type, where, found, message);
        } else {
            update(type, where, found, message);
        }
    }

    private String mutation(String verb, String type) {
        String connection = Questions.connections(schema).get(type);
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
                "mutation ($where: %sFilter!, $input: %s) { %s(where: $where, input: $input) { matched changed } }"
                        .formatted(type, inputType(type), mutation("update", type));
        var answer = ask(document, "where", where, "input", input);
        String what = message + type + " " + where + " " + input;
        assertEquals(Map.of("matched", found.size(), "changed", changed), answer.data(mutation("update", type)), what);
        assertEquals(expected, read().state(), what);
    }

    private GraphQLInputType inputType(String type) {
        return schema.getMutationType()
                .getFieldDefinition(mutation("update", type))
                .getArgument("input")
                .getType();
    }

    private Map<String, Object> input(String type) {
        var input = new HashMap<String, Object>();
        var fields = (GraphQLInputObjectType) GraphQLTypeUtil.unwrapNonNull(inputType(type));
        for (var field : fields.getFields()) {
            if (random.nextBoolean() && !ALONE.contains(type + "." + field.getName())) {
                input.put(field.getName(), value(type, field));
            }
        }
        return input;
    }

    private Object value(String type, GraphQLInputObjectField field) {
        if (NULLABLE.contains(type + "." + field.getName()) && random.nextInt(4) == 0) {
            return null;
        }
        if (GraphQLTypeUtil.unwrapAll(field.getType()) instanceof GraphQLEnumType choice) {
            return any(choice.getValues()).getName();
        }
        if (GraphQLTypeUtil.unwrapNonNull(field.getType()) instanceof GraphQLList) {
            return List.of(any(model.all("Ingredient")).id());
        }
        return switch (GraphQLTypeUtil.unwrapAll(field.getType()).getName()) {
            case "ID" -> any(model.all(RELATIONS.get(field.getName()))).id();
            case "Boolean" -> random.nextBoolean();
            case "Int" -> (Long) (long) random.nextInt(6);
            case "Long" -> any(List.of(Questions.LONGS));
            case "Decimal" -> any(List.of(BigDecimal.ZERO, new BigDecimal("0.1"), new BigDecimal("99999999.99")));
            case "Date" -> any(List.of(Questions.DATES));
            case "DateTime" -> any(List.of("2024-03-31T01:30:00Z", "2024-03-31T02:30:00.000001Z"));
            default -> field.getName().equals("email") ? random.nextBoolean() ? "" : "a@b.de" : any(names);
        };
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private void delete(String type, Map<String, Object> where, List<Thing> found, String message) {
        var gone = new HashSet<String>();
        found.forEach(thing -> collect(thing, gone));
        var expected = model.state();
        var staying = new TreeMap<>(expected);
        staying.keySet().removeAll(gone);
        boolean isReferredTo = staying.values().stream().anyMatch(fields -> gone.contains(fields.get("boss")));
        if (!isReferredTo) {
            expected = staying;
            // remaining records no longer reference deleted ones
            expected.values().forEach(fields -> fields.replaceAll((name, value) -> without(gone, value)));
        }
        // language=GraphQL
        String document = "mutation ($where: %sFilter!) { %s(where: $where) { %s } }"
                .formatted(
                        type,
                        mutation("delete", type),
                        String.join(" ", Questions.connections(schema).values()));
        var answer = ask(document, "where", where);
        String what = message + type + " " + where;
        if (isReferredTo) {
            assertEquals("CONFLICT", answer.json().get("errors[0].extensions.code"), what);
        } else {
            assertEquals(counts(gone), answer.data(mutation("delete", type)), what);
        }
        assertEquals(expected, read().state(), what);
    }

    private static Object without(Set<String> gone, Object value) {
        if (value instanceof List<?> list) {
            return list.stream().filter(id -> !gone.contains(id)).toList();
        }
        return value instanceof String id && gone.contains(id) ? null : value;
    }

    /** Collects a record and its dependents. */
    private void collect(Thing thing, Set<String> gone) {
        if (gone.add(thing.id())) {
            model.dependents(thing).forEach(dependent -> collect(dependent, gone));
        }
    }

    private Map<String, Integer> counts(Set<String> gone) {
        var counts = new TreeMap<String, Integer>();
        Questions.connections(schema)
                .forEach((type, connection) -> counts.put(connection, (int)
                        gone.stream().filter(id -> id.startsWith(type + ":")).count()));
        return counts;
    }
}
