package relata.query;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import relata.query.sql.Cursor;

/**
 * What the contract says of filters and orders, done in memory on all rows. Only the Unicode collation is asked for.
 */
final class Model {
    /** A record with its fields, which for relations are records too. */
    static final class Thing {
        final String type;
        final long key;
        final Map<String, Object> fields = new LinkedHashMap<>();

        Thing(String type, long key) {
            this.type = type;
            this.key = key;
        }

        String id() {
            return type + ":" + key;
        }
    }

    private final Map<String, Map<Long, Thing>> things = new HashMap<>();
    private final Map<String, Integer> ranks = new HashMap<>();

    Model(Connection connection) throws SQLException {
        read(connection, "Place", "select id, name, address from place", row -> row.put("restaurant", null));
        read(
                connection,
                "Restaurant",
                "select place_id as id, serves_hot_dogs as servesHotDogs, serves_pizza as servesPizza from restaurant",
                row -> row.put("waiters", new ArrayList<>()));
        read(connection, "Waiter", "select id, name, restaurant_id as restaurant from waiter", row -> {
            Thing restaurant = things.get("Restaurant").get((Long) row.get("restaurant"));
            row.put("restaurant", restaurant);
        });
        read(connection, "Person", "select id, name, email, mobile from person", row -> row.put("adhar", null));
        read(
                connection,
                "Adhar",
                "select id, person_id as person, signature, adhar_no as adharNo from adhar",
                row -> row.put("person", things.get("Person").get((Long) row.get("person"))));
        all("Restaurant").forEach(restaurant -> {
            Thing place = things.get("Place").get(restaurant.key);
            restaurant.fields.put("place", place);
            place.fields.put("restaurant", restaurant);
        });
        all("Waiter").forEach(waiter -> waiters((Thing) waiter.fields.get("restaurant"))
                .add(waiter));
        all("Adhar").forEach(adhar -> ((Thing) adhar.fields.get("person")).fields.put("adhar", adhar));
        rank(connection);
    }

    private interface Rest {
        void to(Map<String, Object> row);
    }

    private void read(Connection connection, String type, String sql, Rest rest) throws SQLException {
        var rows = things.computeIfAbsent(type, name -> new TreeMap<>());
        try (var statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                Thing thing = new Thing(type, result.getLong("id"));
                for (int i = 2; i <= result.getMetaData().getColumnCount(); i++) {
                    thing.fields.put(result.getMetaData().getColumnLabel(i), result.getObject(i));
                }
                rest.to(thing.fields);
                rows.put(thing.key, thing);
            }
        }
    }

    private void rank(Connection connection) throws SQLException {
        String sql =
                """
                select w, dense_rank() over (order by w collate utf8mb4_uca1400_nopad_as_ci) from (
                  select name w from place union all select address from place union all select name from waiter
                  union all select name from person union all select email from person
                  union all select mobile from person union all select adhar_no from adhar) words""";
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            while (result.next()) {
                ranks.put(result.getString(1), result.getInt(2));
            }
        }
    }

    @SuppressWarnings("unchecked")
    static List<Thing> waiters(Thing restaurant) {
        return (List<Thing>) restaurant.fields.get("waiters");
    }

    /** All records of a type, by key. */
    List<Thing> all(String type) {
        return List.copyOf(things.get(type).values());
    }

    /** All fields of all records; a relation is the id of the other record. */
    Map<String, Map<String, Object>> state() {
        var state = new TreeMap<String, Map<String, Object>>();
        things.values().forEach(type -> type.values().forEach(thing -> {
            var fields = new TreeMap<String, Object>();
            thing.fields.forEach((name, value) -> fields.put(name, value instanceof Thing other ? other.id() : value));
            // the other side tells it
            fields.remove("waiters");
            state.put(thing.id(), fields);
        }));
        return state;
    }

    /** Those of some records that satisfy a filter, in an order. */
    List<Thing> find(List<Thing> among, Map<?, ?> where, List<?> orderBy) {
        return among.stream()
                .filter(thing -> where == null || holds(thing, where))
                .sorted(order(orderBy))
                .toList();
    }

    /** Which of two records comes first in an order. */
    int compare(Thing a, Thing b, List<?> orderBy) {
        return order(orderBy).compare(a, b);
    }

    /** Nothing stands behind these in an order, since no two records have the same. */
    private static final Set<String> UNIQUE = Set.of("Restaurant.place.id", "Adhar.person.id");

    /** The cursor of a record: the values that it is ordered by. */
    String cursor(Thing thing, List<?> orderBy) {
        var names = new ArrayList<String>();
        var values = new ArrayList<>();
        boolean isTotal = false;
        for (var keys = orderBy == null ? List.of().iterator() : orderBy.iterator(); keys.hasNext() && !isTotal; ) {
            var key = (Map<?, ?>) keys.next();
            var path = path(key);
            names.add(String.join(".", path) + " " + direction(key).toLowerCase());
            values.add(stored(thing, path));
            isTotal = path.equals(List.of("id")) || UNIQUE.contains(thing.type + "." + String.join(".", path));
        }
        if (!isTotal) {
            names.add("id asc");
            values.add(thing.key);
        }
        return Cursor.write(thing.type + " by " + String.join(", ", names), values);
    }

    private static boolean holds(Thing thing, Map<?, ?> filter) {
        return filter.entrySet().stream().allMatch(entry -> holds(thing, (String) entry.getKey(), entry.getValue()));
    }

    private static boolean holds(Thing thing, String name, Object value) {
        if (name.equals("and")) {
            return ((List<?>) value).stream().allMatch(filter -> holds(thing, (Map<?, ?>) filter));
        }
        if (name.equals("or")) {
            return ((List<?>) value).stream().anyMatch(filter -> holds(thing, (Map<?, ?>) filter));
        }
        if (name.equals("not")) {
            return !holds(thing, (Map<?, ?>) value);
        }
        if (name.startsWith("has")) {
            String relation = name.substring(3, 4).toLowerCase() + name.substring(4);
            return value.equals(thing.fields.get(relation) != null);
        }
        if (value instanceof Boolean) {
            return value.equals(thing.fields.get(name));
        }
        Map<?, ?> conditions = (Map<?, ?>) value;
        if (name.equals("id")) {
            return conditions.entrySet().stream().allMatch(e -> number(thing.key, e));
        }
        Object field = thing.fields.get(name);
        if (field instanceof List<?>) {
            return conditions.entrySet().stream().allMatch(e -> list(waiters(thing), e));
        }
        if (field instanceof String text) {
            return conditions.entrySet().stream().allMatch(e -> text(text, (String) e.getKey(), e.getValue()));
        }
        return field != null && holds((Thing) field, conditions);
    }

    private static boolean list(List<Thing> list, Map.Entry<?, ?> entry) {
        Map<?, ?> filter = (Map<?, ?>) entry.getValue();
        return switch ((String) entry.getKey()) {
            case "some" -> list.stream().anyMatch(thing -> holds(thing, filter));
            case "every" -> list.stream().allMatch(thing -> holds(thing, filter));
            case "none" -> list.stream().noneMatch(thing -> holds(thing, filter));
            default -> filter.entrySet().stream().allMatch(e -> number(list.size(), e));
        };
    }

    private static boolean number(long number, Map.Entry<?, ?> entry) {
        return switch ((String) entry.getKey()) {
            case "in" -> ((List<?>) entry.getValue()).stream().anyMatch(value -> number(value) == number);
            case "gt" -> number > number(entry.getValue());
            case "gte" -> number >= number(entry.getValue());
            case "lt" -> number < number(entry.getValue());
            case "lte" -> number <= number(entry.getValue());
            default -> number == number(entry.getValue());
        };
    }

    /** A number, or the key of an id. */
    private static long number(Object value) {
        return Long.parseLong(value.toString().replaceFirst(".*:", ""));
    }

    private static boolean text(String text, String lookup, Object value) {
        if (lookup.equals("in")) {
            return ((List<?>) value).contains(text);
        }
        String given = (String) value;
        return switch (lookup) {
            case "exact" -> text.equals(given);
            case "iExact" -> fold(text).equals(fold(given));
            case "contains" -> text.contains(given);
            case "iContains" -> fold(text).contains(fold(given));
            case "startsWith" -> text.startsWith(given);
            case "iStartsWith" -> fold(text).startsWith(fold(given));
            case "endsWith" -> text.endsWith(given);
            case "iEndsWith" -> fold(text).endsWith(fold(given));
            case "regex" -> Pattern.compile(given).matcher(text).find();
            // the text folded, since to Java ß and ẞ are no cases of one letter
            case "iRegex" ->
                Pattern.compile("(?iu)" + given).matcher(fold(text)).find();
            case "gt" -> compare(text, given) > 0;
            case "gte" -> compare(text, given) >= 0;
            case "lt" -> compare(text, given) < 0;
            case "lte" -> compare(text, given) <= 0;
            default -> throw new IllegalArgumentException(lookup);
        };
    }

    /** Simple case folding: of the letters İ and ı it says nothing, though Java takes both for an i. */
    private static String fold(String text) {
        int[] folded = text.codePoints()
                .map(c -> c == 'İ' || c == 'ı' ? c : Character.toLowerCase(Character.toUpperCase(c)))
                .toArray();
        return new String(folded, 0, folded.length);
    }

    private static int compare(String a, String b) {
        return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }

    private Comparator<Thing> order(List<?> orderBy) {
        Comparator<Thing> order = (a, b) -> 0;
        for (Object key : orderBy == null ? List.of() : orderBy) {
            order = order.thenComparing(order((Map<?, ?>) key));
        }
        return order.thenComparing(thing -> thing.key);
    }

    private Comparator<Thing> order(Map<?, ?> key) {
        var path = path(key);
        Comparator<Thing> order =
                Comparator.comparing(thing -> value(thing, path), Comparator.nullsFirst(Comparator.naturalOrder()));
        return direction(key).equals("DESC") ? order.reversed() : order;
    }

    private static List<String> path(Map<?, ?> key) {
        var path = new ArrayList<String>();
        Object below = key;
        while (below instanceof Map<?, ?> map) {
            path.add((String) map.keySet().iterator().next());
            below = map.get(path.get(path.size() - 1));
        }
        return path;
    }

    private static String direction(Map<?, ?> key) {
        Object below = key;
        while (below instanceof Map<?, ?> map) {
            below = map.values().iterator().next();
        }
        return (String) below;
    }

    /** What stands at the end of a path; null where a record on the way is missing. */
    private static Object stored(Thing thing, List<String> path) {
        for (String relation : path.subList(0, path.size() - 1)) {
            thing = thing == null ? null : (Thing) thing.fields.get(relation);
        }
        if (thing == null) {
            return null;
        }
        return switch (path.get(path.size() - 1)) {
            case "id" -> thing.key;
            case "waiterCount" -> (long) waiters(thing).size();
            default -> thing.fields.get(path.get(path.size() - 1));
        };
    }

    private Long value(Thing thing, List<String> path) {
        Object value = stored(thing, path);
        if (value instanceof Boolean flag) {
            return flag ? 1L : 0L;
        }
        return value instanceof String text ? (Long) (long) ranks.get(text) : (Long) value;
    }
}
