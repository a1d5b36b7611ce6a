package relata.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import graphql.schema.GraphQLSchema;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.menu.Menu;
import relata.menu.MenuServer;
import relata.query.Model.Thing;

/**
 * Compares generated queries on generated rows with the model. They are always the same: `-Dtest.seed=…` tries others.
 */
@QuarkusTest
@TestProfile(MenuServer.class)
class GeneratedQueriesTest {
    private static final long SEED = Long.getLong("test.seed", 1);
    private static boolean filled;
    private static Model model;

    @Inject
    EntityManager manager;

    @Inject
    GraphQLSchema schema;

    /** A list to request, and the size of its pages. */
    private record Question(String type, Map<String, Object> where, List<Object> orderBy, int size) {}

    @BeforeEach
    void fillsTheDatabase() {
        if (!filled) {
            Menu.deleteAll();
            Api.deleteAll();
            JqwikSession.run(() -> {
                var random = new Random(SEED);
                var names = Questions.names().list().ofSize(60).generator(1000).next(random);
                createPlaces(names.value(), random);
                createPeople(names.value(), random);
                Menu.create(names.value(), random);
            });
            filled = true;
        }
        model = new Model(manager);
    }

    static void createPlaces(List<String> names, Random random) {
        var inputs = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 45; i++) {
            var input = new HashMap<String, Object>(Map.of("name", any(names, random), "address", any(names, random)));
            if (random.nextInt(3) > 0) {
                var waiters = new ArrayList<Map<String, String>>();
                for (int j = random.nextInt(4); j > 0; j--) {
                    waiters.add(Map.of("name", any(names, random)));
                }
                input.put(
                        "restaurant",
                        Map.of(
                                "servesHotDogs",
                                random.nextBoolean(),
                                "servesPizza",
                                random.nextBoolean(),
                                "waiters",
                                waiters));
            }
            inputs.add(input);
        }
        // language=GraphQL
        ask("mutation ($input: [CreatePlaceInput!]!) { createPlaces(input: $input) { id } }", "input", inputs)
                .data("createPlaces");
    }

    static void createPeople(List<String> names, Random random) {
        var emails = List.of("", "a@b.de", "A@b.de", "_%@b.de", "a_@b", "joan@example.com");
        var inputs = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 20; i++) {
            var input = new HashMap<String, Object>(Map.of("name", any(names, random), "mobile", any(names, random)));
            input.put("email", any(emails, random));
            if (random.nextBoolean()) {
                input.put("adhar", Map.of("signature", any(names, random), "adharNo", any(names, random)));
            }
            inputs.add(input);
        }
        // language=GraphQL
        ask("mutation ($input: [CreatePersonInput!]!) { createPeople(input: $input) { id } }", "input", inputs)
                .data("createPeople");
    }

    static String any(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    private Arbitrary<Question> questions(int depth) {
        var questions = new Questions(schema, model);
        return Arbitraries.of(Questions.connections(schema).keySet()).flatMap(type -> Combinators.combine(
                        questions.filters(type, depth),
                        questions.orders(type),
                        Arbitraries.integers().between(1, 50))
                .as((where, orderBy, size) -> new Question(type, where, orderBy, size)));
    }

    /** Tries that many cases, and reports the smallest that fails. */
    private static <T> void check(int tries, Arbitrary<T> cases, Consumer<T> property) {
        JqwikSession.run(() -> {
            var random = new Random(SEED);
            var generator = cases.generator(1000);
            for (int i = 0; i < tries; i++) {
                var shrinkable = generator.next(random);
                AssertionError failure = failure(shrinkable, property);
                if (failure != null) {
                    var smallest = smallest(shrinkable, property);
                    var again = failure(smallest, property);
                    throw new AssertionError(
                            "seed %d, try %d: %s".formatted(SEED, i, smallest.value()),
                            again == null ? failure : again);
                }
            }
        });
    }

    private static <T> AssertionError failure(Shrinkable<T> shrinkable, Consumer<T> property) {
        try {
            property.accept(shrinkable.value());
            return null;
        } catch (AssertionError e) {
            return e;
        }
    }

    private static <T> Shrinkable<T> smallest(Shrinkable<T> failing, Consumer<T> property) {
        for (int i = 0; i < 20; i++) {
            var smaller = failing.shrink()
                    .limit(20)
                    .filter(candidate -> failure(candidate, property) != null)
                    .findFirst();
            if (smaller.isEmpty()) {
                return failing;
            }
            failing = smaller.get();
        }
        return failing;
    }

    @Test
    void tellsWhatFailedAlsoWhereItDoesNotFailAgain() {
        var tried = new ArrayList<Integer>();
        var failure = assertThrows(
                AssertionError.class,
                () -> check(3, Arbitraries.integers(), number -> {
                    tried.add(number);
                    assertNotEquals(1, tried.size(), "the first");
                }));
        assertTrue(failure.getCause().getMessage().startsWith("the first"), failure::toString);
    }

    private static List<String> expected(Question question) {
        return ids(model.find(model.all(question.type), question.where, question.orderBy));
    }

    private static List<String> ids(List<Thing> things) {
        return things.stream().map(Thing::id).toList();
    }

    @Test
    void findsExactlyTheRowsThatSatisfyAFilterInTheirOrder() {
        check(250, questions(4), question -> {
            // language=GraphQL
            String document =
                    """
                    query ($where: PlaceFilter, $not: PlaceFilter, $orderBy: [PlaceOrder!]) {
                      yes: places(where: $where, orderBy: $orderBy, first: 500) { totalCount nodes { id } }
                      no: places(where: $not, orderBy: $orderBy, first: 500) { totalCount nodes { id } }
                    }"""
                            .replace("places", Questions.connections(schema).get(question.type))
                            .replace("Place", question.type);
            var not = Map.of("not", question.where);
            var answer = ask(document, "where", question.where, "not", not, "orderBy", question.orderBy)
                    .data();
            List<String> yes = get(answer, "yes.nodes.id");
            List<String> no = get(answer, "no.nodes.id");
            assertEquals(expected(question), yes);
            assertEquals(yes.size(), GeneratedQueriesTest.<Integer>get(answer, "yes.totalCount"));
            assertEquals(no.size(), GeneratedQueriesTest.<Integer>get(answer, "no.totalCount"));

            var all = new ArrayList<>(yes);
            all.addAll(no);
            Collections.sort(all);
            assertEquals(
                    ids(model.all(question.type)).stream().sorted().toList(),
                    all,
                    "where and not do not part the rows");
        });
    }

    @Test
    void pagesThroughAListInBothDirectionsAndByOffset() {
        check(60, questions(1), question -> {
            var list = expected(question);
            if (list.size() / question.size > 12) {
                return;
            }
            assertPages(question, list, "first: $size", "after", "endCursor", "hasNextPage", false);
            assertPages(question, list, "last: $size", "before", "startCursor", "hasPreviousPage", true);
            for (int offset = 0; offset <= list.size() + question.size; offset += question.size) {
                var page = page(question, "first: $size, offset: " + offset, null);
                int from = Math.min(offset, list.size());
                int to = Math.min(from + question.size, list.size());
                assertEquals(list.subList(from, to), get(page, "page.nodes.id"));
                assertEquals(
                        from > 0 && !list.isEmpty(),
                        GeneratedQueriesTest.<Boolean>get(page, "page.pageInfo.hasPreviousPage"));
                assertEquals(to < list.size(), GeneratedQueriesTest.<Boolean>get(page, "page.pageInfo.hasNextPage"));
            }
        });
    }

    private void assertPages(
            Question question,
            List<String> list,
            String arguments,
            String beyond,
            String cursor,
            String more,
            boolean backward) {
        var read = new ArrayList<String>();
        String at = null;
        boolean isMore = true;
        while (isMore) {
            var page = page(question, at == null ? arguments : arguments + ", " + beyond + ": $cursor", at);
            List<String> ids = get(page, "page.nodes.id");
            assertEquals(ids, get(page, "page.edges.node.id"));
            boolean aside = get(page, "page.pageInfo." + (backward ? "hasNextPage" : "hasPreviousPage"));
            assertEquals(!read.isEmpty(), aside, "rows on the side where the page starts");
            read.addAll(backward ? 0 : read.size(), ids);
            isMore = get(page, "page.pageInfo." + more);
            assertEquals(read.size() < list.size(), isMore, more);
            at = get(page, "page.pageInfo." + cursor);
            List<String> cursors = get(page, "page.edges.cursor");
            assertEquals(ids.isEmpty() ? null : cursors.get(backward ? 0 : ids.size() - 1), at);
            assertEquals(list.size(), GeneratedQueriesTest.<Integer>get(page, "page.totalCount"));
        }
        assertEquals(list, read);
    }

    private Map<String, Object> page(Question question, String arguments, String cursor) {
        // language=GraphQL
        String document =
                """
                query ($where: PlaceFilter, $orderBy: [PlaceOrder!], $size: Int, $cursor: String) {
                  page: places(where: $where, orderBy: $orderBy, ARGUMENTS) {
                    nodes { id }
                    edges { cursor node { id } }
                    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
                    totalCount
                  }
                  unused: places(where: {id: {in: []}}, first: $size, after: $cursor) @skip(if: true) { totalCount }
                }"""
                        .replace("places", Questions.connections(schema).get(question.type))
                        .replace("Place", question.type)
                        .replace("ARGUMENTS", arguments);
        return ask(
                        document,
                        "where",
                        question.where,
                        "orderBy",
                        question.orderBy,
                        "size",
                        question.size,
                        "cursor",
                        cursor)
                .data();
    }

    /** The value at a path, which may lead through lists. */
    @SuppressWarnings("unchecked")
    private static <T> T get(Object value, String path) {
        for (String name : path.split("[.]")) {
            value = value instanceof List<?> list
                    ? list.stream()
                            .map(element -> ((Map<?, ?>) element).get(name))
                            .toList()
                    : ((Map<?, ?>) value).get(name);
        }
        return (T) value;
    }

    private record Lists(Question first, int offset, Question second, Map<String, Object> counted) {}

    @Test
    void cutsTheListsOfAllRestaurantsOfAPage() {
        cutsTheLists("Restaurant", "waiters", "Waiter");
    }

    @Test
    void cutsTheListsOfAManyToManyRelationFromEitherEnd() {
        cutsTheLists("Dish", "ingredients", "Ingredient");
        cutsTheLists("Ingredient", "dishes", "Dish");
    }

    @Test
    void cutsTheListsOfARelationToTheSameType() {
        cutsTheLists("Employee", "reports", "Employee");
    }

    private void cutsTheLists(String type, String list, String element) {
        var questions = new Questions(schema, model);
        var elements = Combinators.combine(
                        questions.filters(element, 2),
                        questions.orders(element),
                        Arbitraries.integers().between(0, 3))
                .as((where, orderBy, size) -> new Question(element, where, orderBy, size));
        var cases = Combinators.combine(
                        elements, Arbitraries.integers().between(0, 3), elements, questions.filters(element, 2))
                .as(Lists::new);
        // language=GraphQL
        String document =
                """
                query (
                  $w1: WaiterFilter, $o1: [WaiterOrder!], $n1: Int, $k1: Int,
                  $w2: WaiterFilter, $o2: [WaiterOrder!], $n2: Int, $w3: WaiterFilter
                ) {
                  restaurants(first: 500) {
                    nodes {
                      id
                      cut: waiters(where: $w1, orderBy: $o1, first: $n1, offset: $k1) { id name restaurant { id } }
                      first: waiters(where: $w2, orderBy: $o2, first: $n2) { id }
                      rest: waiters(where: $w2, orderBy: $o2, offset: $n2) { id }
                      whole: waiters(where: $w3, orderBy: $o1) { id }
                      all: waiters { id }
                      count: waiterCount(where: $w3)
                      waiterCount
                    }
                  }
                }"""
                        .replace("restaurants(", Questions.connections(schema).get(type) + "(")
                        .replace("restaurant {", "... on " + element + " {")
                        .replace("waiters", list)
                        .replace("waiterCount", count(list))
                        .replace("Waiter", element);
        check(60, cases, lists -> {
            Question first = lists.first;
            Question second = lists.second;
            var answer = ask(
                    document,
                    "w1",
                    first.where,
                    "o1",
                    first.orderBy,
                    "n1",
                    first.size,
                    "k1",
                    lists.offset,
                    "w2",
                    second.where,
                    "o2",
                    second.orderBy,
                    "n2",
                    second.size,
                    "w3",
                    lists.counted);
            List<Map<String, Object>> nodes =
                    answer.data(Questions.connections(schema).get(type) + ".nodes");
            var records = model.all(type);
            assertEquals(records.size(), nodes.size());
            for (int i = 0; i < nodes.size(); i++) {
                var node = nodes.get(i);
                var all = Model.list(records.get(i), list);
                var counted = model.find(all, lists.counted, first.orderBy);
                assertEquals(
                        cut(model.find(all, first.where, first.orderBy), lists.offset, first.size), ids(node, "cut"));
                assertEquals(cut(model.find(all, second.where, second.orderBy), 0, second.size), ids(node, "first"));
                assertEquals(cut(model.find(all, second.where, second.orderBy), second.size, 99), ids(node, "rest"));
                assertEquals(ids(counted), ids(node, "whole"));
                assertEquals(ids(all), ids(node, "all"));
                assertEquals(counted.size(), node.get("count"));
                assertEquals(all.size(), node.get(count(list)));
            }
        });
    }

    private static String count(String list) {
        return list.replaceFirst("(?<=sh)es$|s$", "") + "Count";
    }

    private static List<String> cut(List<Thing> things, int offset, int first) {
        return ids(things).stream().skip(offset).limit(first).toList();
    }

    @SuppressWarnings("unchecked")
    private static List<String> ids(Map<String, Object> node, String alias) {
        return ((List<Map<String, Object>>) node.get(alias))
                .stream().map(waiter -> (String) waiter.get("id")).toList();
    }

    /** Between two pages, one waiter is deleted and another created. */
    @Test
    void neitherRepeatsNorHidesARowWhenOthersComeAndGo() {
        var random = new Random(SEED);
        // other waiters do move in an order by the number of waiters
        var cases = new Questions(schema, model).orders("Waiter").filter(orderBy -> !orderBy.toString()
                .contains("waiterCount"));
        check(15, cases, orderBy -> {
            var question = new Question("Waiter", Map.of(), orderBy, 7);
            var before = all(question);
            boolean backward = random.nextBoolean();
            var read = new ArrayList<String>();
            String at = null;
            boolean more = true;
            while (more) {
                String arguments = (backward ? "last: $size" : "first: $size")
                        + (at == null ? "" : (backward ? ", before: $cursor" : ", after: $cursor"));
                var page = page(question, arguments, at);
                read.addAll(backward ? 0 : read.size(), get(page, "page.nodes.id"));
                at = get(page, "page.pageInfo." + (backward ? "startCursor" : "endCursor"));
                more = get(page, "page.pageInfo." + (backward ? "hasPreviousPage" : "hasNextPage"));
                replaceAWaiter(random, read);
            }
            var after = all(question);
            assertEquals(read.stream().distinct().toList(), read, "repeated");
            var stayed = before.stream().filter(after::contains).toList();
            assertEquals(stayed, read.stream().filter(stayed::contains).toList(), "hidden");
            assertNotEquals(before, after);
        });
    }

    private List<String> all(Question question) {
        return get(
                page(new Question(question.type, Map.of(), question.orderBy, 500), "first: $size", null),
                "page.nodes.id");
    }

    private void replaceAWaiter(Random random, List<String> read) {
        // language=GraphQL
        String document =
                """
                mutation ($id: ID!, $name: String!, $restaurant: ID!) {
                  deleteWaiter(id: $id) { id }
                  createWaiter(input: {name: $name, restaurant: $restaurant}) { id }
                }""";
        var waiters = all(new Question("Waiter", Map.of(), List.of(), 500));
        // every other time, the row of the next cursor
        String gone = random.nextBoolean() && waiters.contains(read.get(read.size() - 1))
                ? read.get(read.size() - 1)
                : any(waiters, random);
        String restaurant = any(ids(model.all("Restaurant")), random);
        String name = any(List.of("a", "É", "😀", "s", "Σ", "zz", "\uFFFD"), random);
        ask(document, "id", gone, "name", name, "restaurant", restaurant).data();
    }
}
