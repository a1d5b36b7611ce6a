package relata.menu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relata.Api;
import relata.feed.Listener;
import relata.query.sql.Cursor;

/** Values of all types, and relations of all kinds, as clients see them. */
@QuarkusTest
@TestProfile(MenuServer.class)
class MenuTest {
    @TestHTTPResource("/graphql")
    URL server;

    private String dish;

    @BeforeEach
    void setsTheTable() {
        Menu.deleteAll();
        // language=GraphQL
        dish = ask("mutation { createDish(input: {name: \"Pizza\"}) { id } }").data("createDish.id");
    }

    private static String quoted(Object value) {
        return "\"" + value + "\"";
    }

    private Api.Answer create(String values) {
        // language=GraphQL
        String document =
                "mutation { createMenuItem(input: {dish: %s, VALUES}) { id price since kind calories changedAt note spiciness } }"
                        .formatted(quoted(dish));
        String others = "price: 1, since: \"2024-01-01\", kind: MAIN, calories: 1";
        for (String value : values.split(", ")) {
            others = others.replaceFirst("(, )?\\b" + value.split(":")[0] + ": [^,]+", "");
        }
        return ask(document.replace("VALUES", values + ", " + others));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    price: 0.10                                  | price     | 0.1
                    price: 99999999.99                           | price     | 99999999.99
                    price: 1E+2                                  | price     | 100
                    price: 0.000                                 | price     | 0
                    calories: 9007199254740993                   | calories  | 9007199254740993
                    calories: -9223372036854775808               | calories  | -9223372036854775808
                    since: "1000-01-01"                          | since     | "1000-01-01"
                    since: "9999-12-31"                          | since     | "9999-12-31"
                    kind: DESSERT                                | kind      | "DESSERT"
                    spiciness: 0                                 | spiciness | 0
                    spiciness: 5                                 | spiciness | 5
                    spiciness: null                              | spiciness | null
                    changedAt: "2024-03-31T02:30:00.000001+02:00" | changedAt | "2024-03-31T00:30:00.000001Z"
                    changedAt: "1969-12-31T23:59:59.5Z"          | changedAt | "1969-12-31T23:59:59.500Z"
                    """,
            quoteCharacter = '`')
    void keepsAValueToTheLastDigit(String given, String field, String written) {
        var answer = create(given);
        String id = answer.data("createMenuItem.id");
        String expected = "\"" + field + "\":" + written;
        assertTrue(answer.text().contains(expected), answer::text);
        // language=GraphQL
        String read = ask("query ($id: ID!) { menuItem(id: $id) { %s } }".formatted(field), "id", id)
                .text();
        assertEquals("{\"data\":{\"menuItem\":{" + expected + "}}}", read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    price: 0.001               | input.price must have at most 2 digits after the decimal point
                    price: -0.01               | input.price must be greater than or equal to 0
                    price: 1E+99               | input.price has too many digits: at most 65 are allowed, 38 of them after the decimal point
                    price: 1E+999999999        | input.price has too many digits: at most 65 are allowed, 38 of them after the decimal point
                    price: 1E-39               | input.price has too many digits: at most 65 are allowed, 38 of them after the decimal point
                    price: 100000000           | input.price must have at most 8 digits before the decimal point
                    spiciness: -1              | input.spiciness must be greater than or equal to 0
                    spiciness: 6               | input.spiciness must be less than or equal to 5
                    since: "+10000-01-01"      | input.since must be in a year from 1 to 9999
                    changedAt: "2024-01-01T00:00:00.0000001Z" | input.changedAt must have at most 6 digits in the fraction of a second
                    changedAt: "9999-12-31T23:30:00-01:00"    | input.changedAt must be in a year from 1 to 9999, in UTC
                    """,
            quoteCharacter = '`')
    void refusesWhatAColumnCannotKeep(String given, String message) {
        var answer = create(given);
        assertEquals("BAD_USER_INPUT", answer.json().get("errors[0].extensions.code"), answer::text);
        assertEquals(message, answer.json().get("errors[0].message"));
        assertEquals(List.of("input", given.split(":")[0]), answer.json().get("errors[0].extensions.argument"));
    }

    @Test
    void readsVariablesToTheLastDigit() {
        var input = new HashMap<String, Object>(Map.of("dish", dish, "since", "2024-01-01", "kind", "MAIN"));
        input.put("calories", 9007199254740993L);
        input.put("price", new java.math.BigDecimal("12345678.91"));
        // language=GraphQL
        String document =
                "mutation ($input: CreateMenuItemInput!) { createMenuItem(input: $input) { price calories } }";
        assertEquals(
                "{\"data\":{\"createMenuItem\":{\"price\":12345678.91,\"calories\":9007199254740993}}}",
                ask(document, "input", input).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {price: ASC}     | "1.5"
                    {calories: ASC}  | 1
                    {since: ASC}     | "2024-01-01"
                    {kind: ASC}      | "MAIN"
                    {changedAt: ASC} | "2024-01-01T00:00:00Z"
                    {changedAt: ASC} | null
                    {vegan: ASC}     | true
                    """)
    void refusesACursorWithAValueOfAnotherType(String orderBy, String value) {
        String order = "MenuItem by " + orderBy.replaceAll("[{}]", "").replace(": ASC", " asc") + ", id asc";
        // language=GraphQL
        String document =
                "query ($after: String) { menuItems(orderBy: [%s], after: $after) { totalCount } }".formatted(orderBy);
        Object right = value.equals("null") ? null : relata.Json.of(value).get("");
        right = right instanceof Integer number ? (Long) (long) number : right;
        assertNull(ask(document, "after", Cursor.write(order, java.util.Arrays.asList(right, 1L)))
                .errors());
        for (Object wrong : new Object[] {"x", "1E+999999999", "2024-02-30", "main", 5.5, List.of(), Map.of()}) {
            var answer = ask(document, "after", Cursor.write(order, List.of(wrong, 1L)));
            assertEquals("BAD_USER_INPUT", answer.json().get("errors[0].extensions.code"), () -> wrong + answer.text());
        }
    }

    @Test
    void saysWhichRecordHasAUniqueValueAlready() {
        // equal by the column's collation
        var answer = ask("mutation { createDish(input: {name: \"PIZZA\"}) { id } }");
        assertEquals(dish + " already has this name", answer.json().get("errors[0].message"));
        assertEquals(dish, answer.json().get("errors[0].extensions.existing"));
        assertEquals("uq_dish_name", answer.json().get("errors[0].extensions.constraint"));
        assertEquals(List.of("input", "name"), answer.json().get("errors[0].extensions.argument"));
    }

    @Test
    void saysWhichElementOfAPluralInputIsInTheWay() {
        // language=GraphQL
        String document = "mutation { createDishes(input: [{name: \"Soup\"}, {name: \"%s\"}]) { id } }";
        var existing = ask(document.formatted("Pizza"));
        assertEquals("CONFLICT", existing.json().get("errors[0].extensions.code"), existing::text);
        assertEquals(List.of("input", 1, "name"), existing.json().get("errors[0].extensions.argument"));
        var twice = ask(document.formatted("Soup"));
        assertEquals("CONFLICT", twice.json().get("errors[0].extensions.code"), twice::text);
        assertEquals(
                "No two records of this operation can have the same name",
                twice.json().get("errors[0].message"));
        assertNull(ask(document.formatted("Stew")).errors());
    }

    private static String employee(String name, String site, int badge) {
        // language=GraphQL
        return ask("mutation { createEmployee(input: {name: \"%s\", site: \"%s\", badge: %d}) { id } }"
                        .formatted(name, site, badge))
                .data("createEmployee.id");
    }

    @Test
    void refusesAPairOfValuesThatAnotherRecordHas() {
        String joe = employee("Joe", "North", 1);
        String ann = employee("Ann", "South", 1);
        String message = joe + " already has this site and badge";
        // language=GraphQL
        var created = ask("mutation { createEmployee(input: {name: \"Bob\", site: \"North\", badge: 1}) { id } }");
        assertEquals(message, created.json().get("errors[0].message"), created::text);
        // the other half of the pair comes from the record
        // language=GraphQL
        String document = "mutation ($id: ID!) { updateEmployee(id: $id, input: {site: \"North\"}) { id } }";
        var updated = ask(document, "id", ann);
        assertEquals(message, updated.json().get("errors[0].message"), updated::text);
        assertEquals(List.of("input", "site"), updated.json().get("errors[0].extensions.argument"));
        // language=GraphQL
        var all = ask("mutation { updateEmployees(where: {}, input: {site: \"North\"}) { matched } }");
        assertEquals("CONFLICT", all.json().get("errors[0].extensions.code"), all::text);
        // language=GraphQL
        ask("mutation ($id: ID!) { updateEmployee(id: $id, input: {site: \"North\", badge: 2}) { id } }", "id", ann)
                .data();
    }

    @Test
    void saysWhichNewRecordBelowAnotherIsInTheWay() {
        String joe = employee("Joe", "North", 1);
        // language=GraphQL
        String document = "mutation { createEmployee(input: {name: \"Ann\", site: \"South\", badge: 1, reports: ["
                + "{name: \"Bob\", site: \"South\", badge: 2}, {name: \"Eve\", site: \"%s\", badge: %d}]}) { id } }";
        var error = ask(document.formatted("North", 1)).error("CONFLICT");
        assertEquals(joe + " already has this site and badge", error.message());
        assertEquals(joe, error.get("extensions.existing"));
        assertEquals(List.of("input", "reports", 1, "badge"), error.argument());

        // the second of them has the boss's badge, who was inserted before but will not stay
        for (int badge : List.of(2, 1)) {
            var within = ask(document.formatted("South", badge)).error("CONFLICT");
            assertEquals("No two records of this operation can have the same site and badge", within.message());
            assertNull(within.get("extensions.existing"));
        }

        assertEquals(List.of(joe), ask("{ employees { nodes { id } } }").data("employees.nodes.id"));
        ask(document.formatted("South", 3)).data();
        assertEquals(
                List.of("Joe", "Ann", "Bob", "Eve"),
                ask("{ employees { nodes { name } } }").data("employees.nodes.name"));
    }

    @Test
    void keepsARecordThatOthersMayDoWithoutButReferTo() {
        String joe = employee("Joe", "North", 1);
        String ann = employee("Ann", "North", 2);
        // language=GraphQL
        ask(
                        "mutation ($id: ID!, $boss: ID) { updateEmployee(id: $id, input: {boss: $boss}) { id } }",
                        "id",
                        ann,
                        "boss",
                        joe)
                .data();
        // language=GraphQL
        String delete = "mutation ($id: ID!) { deleteEmployee(id: $id) { employees } }";
        var refused = ask(delete, "id", joe);
        assertEquals("CONFLICT", refused.json().get("errors[0].extensions.code"), refused::text);
        assertEquals("fk_employee_boss", refused.json().get("errors[0].extensions.constraint"));
        // language=GraphQL
        ask("mutation ($id: ID!) { updateEmployee(id: $id, input: {boss: null}) { boss { id } } }", "id", ann)
                .data();
        ask(delete, "id", joe).data();
    }

    @Test
    void deletesRecordsThatReferToOneAnotherTogether() {
        String joe = employee("Joe", "North", 1);
        String ann = employee("Ann", "North", 2);
        for (var pair : List.of(List.of(joe, ann), List.of(ann, joe))) {
            // language=GraphQL
            ask(
                            "mutation ($id: ID!, $boss: ID) { updateEmployee(id: $id, input: {boss: $boss}) { id } }",
                            "id",
                            pair.get(0),
                            "boss",
                            pair.get(1))
                    .data();
        }
        // language=GraphQL
        var answer = ask("mutation { deleteEmployees(where: {name: {in: [\"Joe\", \"Ann\"]}}) { employees } }");
        assertEquals(2, answer.<Integer>data("deleteEmployees.employees"));
    }

    @Test
    void tellsOfChangesOfEveryType() throws Exception {
        Api.awaitFeed();
        // language=GraphQL
        String cursor = ask("{ changesCursor }").data("changesCursor");
        String item = create("price: 2").data("createMenuItem.id");
        String joe = employee("Joe", "North", 1);
        // language=GraphQL
        ask("mutation ($id: ID!) { deleteDish(id: $id) { menuItems } }", "id", dish)
                .data();
        var types = List.of("MENU_ITEM", "EMPLOYEE", "DISH");
        try (var listener = Listener.to(server, "after", cursor, "of", types)) {
            assertEquals(
                    List.of("CREATED " + item, "CREATED " + joe, "DELETED " + item, "DELETED " + dish),
                    listener.awaitKinds(4));
        }
    }

    @Test
    void saysWhichElementOfAListOfIdsIsMissing() {
        // language=GraphQL
        String id = ask("mutation { createIngredient(input: {name: \"Salt\"}) { id } }")
                .data("createIngredient.id");
        for (String mutation :
                List.of("createDish(input: {name: \"Soup\", ", "updateDish(id: \"" + dish + "\", input: {")) {
            // language=GraphQL
            var answer = ask("mutation { %singredients: [\"%s\", \"%2$s\", \"Ingredient:999999\"]}) { id } }"
                    .formatted(mutation, id));
            assertEquals("NOT_FOUND", answer.json().get("errors[0].extensions.code"), answer::text);
            assertEquals(List.of("input", "ingredients", 2), answer.json().get("errors[0].extensions.argument"));
            // language=GraphQL
            var right = ask("mutation { %singredients: [\"%s\", \"%2$s\"]}) { ingredients { name } } }"
                    .formatted(mutation, id));
            assertEquals(
                    1,
                    right.json()
                            .<List<?>>get("data.%s.ingredients".formatted(mutation.split("\\(")[0]))
                            .size());
        }
    }
}
