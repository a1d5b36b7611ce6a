package relata.query;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.persistence.EntityManager;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.SessionFactory;
import relata.query.mapping.Attributes;
import relata.query.mapping.Tables;
import relata.query.sql.Cursor;

/** Implements the API's filters and orders in memory, on all rows. Only the Unicode collation is the database's. */
final class Model {
    /** A record with its fields; those of relations are records too. */
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

    private final Map<String, Map<Long, Thing>> things = new TreeMap<>();
    private final Map<String, Integer> ranks = new HashMap<>();
    private final Set<Attribute<?, ?>> inverse = new HashSet<>();
    private final Set<Attribute<?, ?>> needed = new HashSet<>();

    /** Reads all records with Hibernate: first the columns of each type, then the relations between them. */
    Model(EntityManager manager) {
        QuarkusTransaction.requiringNew().run(() -> {
            var entities = manager.getMetamodel().getEntities();
            entities.forEach(entity -> things.put(entity.getName(), new TreeMap<>()));
            entities.forEach(entity -> entity.getAttributes().stream()
                    .filter(attribute ->
                            !attribute.isAssociation() && !attribute.getName().equals("id"))
                    .forEach(attribute -> readValues(manager, entity, attribute)));
            entities.forEach(entity -> entity.getAttributes().stream()
                    .filter(Attribute::isAssociation)
                    .forEach(attribute -> readRelation(manager, entity, attribute)));
            rank(manager);
        });
    }

    private static List<Object[]> pairs(EntityManager manager, String query) {
        return manager.createQuery(query, Object[].class).getResultList();
    }

    private void readValues(EntityManager manager, EntityType<?> entity, Attribute<?, ?> attribute) {
        String query = "select e.id, e.%s from %s e".formatted(attribute.getName(), entity.getName());
        pairs(manager, query).forEach(pair -> thing(entity, pair[0])
                .fields
                .put(attribute.getName(), pair[1] instanceof Integer number ? (Long) (long) number : pair[1]));
    }

    private void readRelation(EntityManager manager, EntityType<?> entity, Attribute<?, ?> attribute) {
        String name = attribute.getName();
        var target = Attributes.target(attribute);
        things.get(entity.getName())
                .values()
                .forEach(thing -> thing.fields.put(name, attribute.isCollection() ? new ArrayList<>() : null));
        String query = "select e.id, o.id from %s e join e.%s o order by o.id".formatted(entity.getName(), name);
        pairs(manager, query).forEach(pair -> {
            Thing thing = thing(entity, pair[0]);
            Thing other = thing(target, pair[1]);
            if (attribute.isCollection()) {
                list(thing, name).add(other);
            } else {
                thing.fields.put(name, other);
            }
        });
        if (attribute.isCollection() && !Attributes.mappedBy(attribute).isEmpty()) {
            inverse.add(attribute);
        } else if (!attribute.isCollection() && Attributes.hasKey(attribute)) {
            needed.add(attribute);
        }
    }

    private Thing thing(EntityType<?> entity, Object key) {
        return things.get(entity.getName())
                .computeIfAbsent((Long) key, unused -> new Thing(entity.getName(), (Long) key));
    }

    @SuppressWarnings("unchecked")
    private void rank(EntityManager manager) {
        var tables = new Tables(manager.getEntityManagerFactory().unwrap(SessionFactory.class));
        String words = manager.getMetamodel().getEntities().stream()
                .flatMap(entity -> entity.getAttributes().stream()
                        .filter(attribute -> attribute.getJavaType() == String.class)
                        .map(attribute -> "select %s w from %s"
                                .formatted(tables.column(entity, attribute.getName()), tables.name(entity))))
                .collect(Collectors.joining(" union all "));
        String sql = "select w, dense_rank() over (order by w collate utf8mb4_uca1400_nopad_as_ci) from (%s) words"
                .formatted(words);
        List<Object[]> ranked = manager.createNativeQuery(sql, Object[].class).getResultList();
        ranked.forEach(pair -> ranks.put((String) pair[0], ((Number) pair[1]).intValue()));
    }

    /** The records that depend on this one. */
    List<Thing> dependents(Thing thing) {
        return things.values().stream()
                .flatMap(type -> type.values().stream())
                .filter(other -> needed.stream()
                        .anyMatch(
                                attribute -> isOf(attribute, other) && other.fields.get(attribute.getName()) == thing))
                .toList();
    }

    private static boolean isOf(Attribute<?, ?> attribute, Thing thing) {
        return ((EntityType<?>) attribute.getDeclaringType()).getName().equals(thing.type);
    }

    /** The records of a to-many relation, by key. */
    @SuppressWarnings("unchecked")
    static List<Thing> list(Thing thing, String relation) {
        return (List<Thing>) thing.fields.get(relation);
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
            thing.fields.forEach((name, value) -> fields.put(name, state(value)));
            // the other side has them
            inverse.stream().filter(list -> isOf(list, thing)).forEach(list -> fields.remove(list.getName()));
            state.put(thing.id(), fields);
        }));
        return state;
    }

    private static Object state(Object value) {
        if (value instanceof Thing thing) {
            return thing.id();
        }
        return value instanceof List<?> list ? list.stream().map(Model::state).toList() : json(value);
    }

    /** A value as in an input or a response. */
    static Object json(Object value) {
        if (value instanceof BigDecimal number) {
            return number.signum() == 0
                    ? BigDecimal.ZERO
                    : new BigDecimal(number.stripTrailingZeros().toPlainString());
        }
        return value == null || value instanceof Long || value instanceof Boolean ? value : value.toString();
    }

    /** The records that satisfy a filter, among some, in an order. */
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

    /** No key follows these in an order, since they are unique. */
    private static final Set<String> UNIQUE = Set.of("Restaurant.place.id", "Adhar.person.id");

    /** The cursor of a record: the values that it is sorted by. */
    String cursor(Thing thing, List<?> orderBy) {
        var names = new ArrayList<String>();
        var values = new ArrayList<>();
        boolean isTotal = false;
        for (var keys = orderBy == null ? List.of().iterator() : orderBy.iterator(); keys.hasNext() && !isTotal; ) {
            var key = (Map<?, ?>) keys.next();
            var path = path(key);
            names.add(String.join(".", path) + " " + direction(key).toLowerCase());
            Object value = json(stored(thing, path));
            values.add(value instanceof BigDecimal number ? number.toPlainString() : value);
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
        Object field = name.equals("id") ? (Long) thing.key : thing.fields.get(name);
        if (field instanceof List<?>) {
            return conditions.entrySet().stream().allMatch(e -> list(list(thing, name), e));
        }
        if (field instanceof Thing other) {
            return holds(other, conditions);
        }
        return conditions.entrySet().stream().allMatch(e -> holds(field, (String) e.getKey(), e.getValue()));
    }

    private static boolean holds(Object field, String lookup, Object value) {
        if (lookup.equals("isNull")) {
            return value.equals(field == null);
        }
        if (field == null) {
            return false;
        }
        if (lookup.equals("in")) {
            return ((List<?>) value).stream().anyMatch(each -> holds(field, "exact", each));
        }
        return field instanceof String text ? text(text, lookup, (String) value) : compared(field, lookup, value);
    }

    private static boolean list(List<Thing> list, Map.Entry<?, ?> entry) {
        Map<?, ?> filter = (Map<?, ?>) entry.getValue();
        return switch ((String) entry.getKey()) {
            case "some" -> list.stream().anyMatch(thing -> holds(thing, filter));
            case "every" -> list.stream().allMatch(thing -> holds(thing, filter));
            case "none" -> list.stream().noneMatch(thing -> holds(thing, filter));
            default ->
                filter.entrySet().stream().allMatch(e -> holds((long) list.size(), (String) e.getKey(), e.getValue()));
        };
    }

    @SuppressWarnings("unchecked")
    private static boolean compared(Object field, String lookup, Object value) {
        int order = ((Comparable<Object>) field).compareTo(parse(value.toString(), field));
        return switch (lookup) {
            case "gt" -> order > 0;
            case "gte" -> order >= 0;
            case "lt" -> order < 0;
            case "lte" -> order <= 0;
            default -> order == 0;
        };
    }

    /** Converts a value of an input to the class of another value. A number may be the key of an id. */
    private static Object parse(String text, Object like) {
        if (like instanceof Enum<?> constant) {
            return Enum.valueOf(constant.getDeclaringClass(), text);
        }
        if (like instanceof BigDecimal) {
            return new BigDecimal(text);
        }
        if (like instanceof LocalDate) {
            return LocalDate.parse(text);
        }
        return like instanceof Instant
                ? (Object) OffsetDateTime.parse(text).toInstant()
                : Long.valueOf(text.replaceFirst(".*:", ""));
    }

    private static boolean text(String text, String lookup, String given) {
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
            // folds the text, since Java does not treat ß and ẞ as cases of one letter
            case "iRegex" ->
                Pattern.compile("(?iu)" + given).matcher(fold(text)).find();
            case "gt" -> compare(text, given) > 0;
            case "gte" -> compare(text, given) >= 0;
            case "lt" -> compare(text, given) < 0;
            case "lte" -> compare(text, given) <= 0;
            default -> throw new IllegalArgumentException(lookup);
        };
    }

    /** Simple case folding: it leaves the letters İ and ı as they are, though Java treats both as an i. */
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

    /** The value at the end of a path; null if a record on the path is missing. */
    private static Object stored(Thing thing, List<String> path) {
        for (String relation : path.subList(0, path.size() - 1)) {
            thing = thing == null ? null : (Thing) thing.fields.get(relation);
        }
        if (thing == null) {
            return null;
        }
        String name = path.get(path.size() - 1);
        if (name.equals("id")) {
            return thing.key;
        }
        // anything without a value of its own is a count
        return thing.fields.containsKey(name)
                ? thing.fields.get(name)
                : (Long) (long) list(thing, counted(name)).size();
    }

    /** The list that a field counts. */
    static String counted(String count) {
        String one = count.replaceFirst("Count$", "");
        return one.endsWith("sh") ? one + "es" : one + "s";
    }

    @SuppressWarnings("unchecked")
    private Comparable<Object> value(Thing thing, List<String> path) {
        Object value = stored(thing, path);
        if (value instanceof Enum<?> constant) {
            return (Comparable<Object>) (Comparable<?>) constant.name();
        }
        return (Comparable<Object>) (value instanceof String text ? ranks.get(text) : value);
    }
}
