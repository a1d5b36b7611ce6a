package relata.menu;

import static relata.Api.ask;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random records of this package's entities, with values at the limits of their types. */
public final class Menu {
    private static final List<Object> PRICES = List.of("0", "0.1", "9.99", "10", "99999999.99", "99999999.98");
    private static final List<Object> DATES = List.of("1000-01-01", "2023-12-31", "2024-02-29", "9999-12-31");
    private static final List<Object> CALORIES =
            List.of(0, -1, 5, 9007199254740992L, 9007199254740993L, Long.MAX_VALUE, Long.MIN_VALUE);
    private static final List<Object> TIMES = List.of(
            "1969-12-31T23:59:59.5Z",
            "2020-01-01T05:30:00+05:30",
            "2024-03-31T01:30:00Z",
            "2024-03-31T02:30:00.000001Z",
            "9999-12-31T23:59:59.999999Z");

    private Menu() {}

    public static void deleteAll() {
        // language=GraphQL
        ask("mutation { updateEmployees(where: {}, input: {boss: null}) { matched } }")
                .data();
        // language=GraphQL
        ask("""
                mutation {
                  deleteMenuItems(where: {}) { menuItems }
                  deleteDishes(where: {}) { dishes }
                  deleteIngredients(where: {}) { ingredients }
                  deleteEmployees(where: {}) { employees }
                }""")
                .data();
    }

    /** Creates some records of each type, which reference each other and existing ones. */
    public static void create(List<String> names, Random random) {
        var ingredients = new ArrayList<>(
                createAll("Ingredient", 8, random, (i, input) -> input.put("name", any(names, random))));
        // unique even if case is ignored
        int first = random.nextInt();
        var dishes = createAll("Dish", 12, random, (i, input) -> {
            input.put("name", any(names, random) + (first + i));
            Collections.shuffle(ingredients, random);
            input.put("ingredients", ingredients.subList(0, random.nextInt(5)));
        });
        createAll("MenuItem", 25, random, (i, input) -> {
            input.put("dish", any(dishes, random));
            set(input, random);
            maybe(input, "note", random.nextBoolean() ? "" : any(names, random), random);
        });
        var bosses = createAll("Employee", 5, random, (i, input) -> employee(input, first + i, names, random));
        var others = createAll("Employee", 8, random, (i, input) -> {
            employee(input, first + 5 + i, names, random);
            maybe(input, "boss", any(bosses, random), random);
        });
        createAll("Employee", 6, random, (i, input) -> {
            employee(input, first + 13 + i, names, random);
            input.put("boss", any(others, random));
        });
    }

    private static void employee(Map<String, Object> input, int badge, List<String> names, Random random) {
        input.put("name", any(names, random));
        input.put("site", random.nextBoolean() ? "North" : "South");
        input.put("badge", badge);
    }

    /** Sets all values of a menu item but its text. */
    public static void set(Map<String, Object> input, Random random) {
        input.put("price", new java.math.BigDecimal((String) any(PRICES, random)));
        input.put("since", any(DATES, random));
        input.put("kind", any(List.of(MenuItem.Kind.values()), random).name());
        input.put("calories", any(CALORIES, random));
        maybe(input, "spiciness", random.nextInt(6), random);
        maybe(input, "vegan", random.nextBoolean(), random);
        maybe(input, "changedAt", any(TIMES, random), random);
    }

    private static void maybe(Map<String, Object> input, String name, Object value, Random random) {
        if (random.nextInt(3) > 0) {
            input.put(name, value);
        } else if (random.nextBoolean()) {
            input.put(name, null);
        }
    }

    private static <T> T any(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    private interface Filling {
        void fill(int index, Map<String, Object> input);
    }

    /** Creates records, and returns their ids. */
    private static List<String> createAll(String type, int count, Random random, Filling filling) {
        var inputs = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < count; i++) {
            var input = new HashMap<String, Object>();
            filling.fill(i, input);
            inputs.add(input);
        }
        String plural = type + (type.endsWith("sh") ? "es" : "s");
        // language=GraphQL
        String document =
                "mutation ($input: [Create%1$sInput!]!) { create%2$s(input: $input) { id } }".formatted(type, plural);
        return ask(document, "input", inputs).data("create" + plural + ".id");
    }
}
