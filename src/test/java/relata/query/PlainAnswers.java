package relata.query;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import relata.query.Model.Thing;

/**
 * Answers documents field by field from the records in memory, as graphql-java does with data fetchers, without SQL and
 * plans. Only the schema is the product's.
 */
final class PlainAnswers {
    private final Model model;
    private final GraphQL graphQL;

    /** Root fields that are answered differently, such as a mutation that was run already. */
    interface Roots {
        /** @return null for fields that are answered as usual */
        Object answer(DataFetchingEnvironment environment);
    }

    PlainAnswers(GraphQLSchema schema, Model model, Roots roots) {
        this.model = model;
        var code = schema.getCodeRegistry().transform(changed -> wire(schema, roots, changed));
        var plain = schema.transformWithoutTypes(changed -> changed.codeRegistry(code));
        graphQL = GraphQL.newGraphQL(plain).build();
    }

    private void wire(GraphQLSchema schema, Roots roots, GraphQLCodeRegistry.Builder code) {
        for (var type : schema.getAllTypesAsList()) {
            if (type instanceof GraphQLObjectType object && !object.getName().startsWith("__")) {
                object.getFieldDefinitions().forEach(field -> {
                    DataFetcher<Object> fetcher = environment -> {
                        Object given = environment.getSource() == null ? roots.answer(environment) : null;
                        return given != null ? given : field(environment);
                    };
                    code.dataFetcher(FieldCoordinates.coordinates(object, field), fetcher);
                });
            } else if (type instanceof GraphQLInterfaceType any) {
                code.typeResolver(
                        any.getName(), environment -> schema.getObjectType(environment.<Thing>getObject().type));
            }
        }
    }

    ExecutionResult answer(String document, Map<String, Object> variables) {
        return graphQL.execute(
                ExecutionInput.newExecutionInput(document).variables(variables).build());
    }

    private Object field(DataFetchingEnvironment environment) {
        String name = environment.getField().getName();
        Object source = environment.getSource();
        if (source instanceof Thing thing) {
            return ofRecord(thing, name, environment);
        }
        if (source instanceof Map<?, ?> object) {
            return object.get(name);
        }
        return switch (name) {
            case "node" -> byId(environment.getArgument("id"), null);
            case "nodes" ->
                environment.<List<String>>getArgument("ids").stream()
                        .map(id -> byId(id, null))
                        .toList();
            default -> {
                String type = GraphQLTypeUtil.unwrapAll(
                                environment.getFieldDefinition().getType())
                        .getName();
                yield type.endsWith("Connection")
                        ? page(type.replaceFirst("Connection$", ""), environment)
                        : byId(environment.getArgument("id"), type);
            }
        };
    }

    private Object ofRecord(Thing thing, String name, DataFetchingEnvironment environment) {
        if (name.equals("id")) {
            return thing.id();
        }
        if (name.equals("label")) {
            return label(thing);
        }
        if (thing.fields.get(name) instanceof List<?>) {
            var found = model.find(Model.list(thing, name), where(environment), orderBy(environment));
            long offset = natural(environment, "offset", 0);
            long first = natural(environment, "first", Integer.MAX_VALUE);
            return found.stream().skip(offset).limit(first).toList();
        }
        if (!thing.fields.containsKey(name)) {
            return model.find(Model.list(thing, Model.counted(name)), where(environment), List.of())
                    .size();
        }
        // as the scalars expect them
        Object value = thing.fields.get(name);
        return value instanceof Instant instant
                ? instant.atOffset(ZoneOffset.UTC)
                : value instanceof BigDecimal ? Model.json(value) : value;
    }

    static String label(Thing thing) {
        return switch (thing.type) {
            case "Place" -> thing.fields.get("name") + " the place";
            case "Restaurant" -> related(thing, "place").fields.get("name") + " the restaurant";
            case "Waiter" -> thing.fields.get("name") + " the waiter at " + label(related(thing, "restaurant"));
            case "Person" -> (String) thing.fields.get("name");
            case "Dish" -> thing.fields.get("name") + " the dish";
            case "Ingredient" -> thing.fields.get("name") + " the ingredient";
            case "MenuItem" -> related(thing, "dish").fields.get("name") + " on the menu";
            case "Employee" -> thing.fields.get("name") + " at " + thing.fields.get("site");
            default -> "Adhar of " + label(related(thing, "person"));
        };
    }

    private static Thing related(Thing thing, String relation) {
        return (Thing) thing.fields.get(relation);
    }

    private Thing byId(String id, String type) {
        String full = id.indexOf(':') < 0 ? type + ':' + id : id;
        return model.all(full.split(":")[0]).stream()
                .filter(thing -> thing.id().equals(full))
                .findFirst()
                .orElse(null);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> where(DataFetchingEnvironment environment) {
        return (Map<String, Object>) plain(environment.getArgument("where"), true);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> orderBy(DataFetchingEnvironment environment) {
        return (List<Object>) plain(environment.getArgument("orderBy"), true);
    }

    /** Converts enum values to their names; refuses a null inside. */
    private static Object plain(Object value, boolean isNullable) {
        if (value == null && !isNullable) {
            throw new IllegalArgumentException("null in a filter");
        }
        if (value instanceof Map<?, ?> object) {
            var plain = new LinkedHashMap<Object, Object>();
            object.forEach((name, below) -> plain.put(name, plain(below, false)));
            return plain;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(element -> plain(element, false)).toList();
        }
        return value instanceof Enum<?> choice ? choice.name() : value;
    }

    private static int natural(DataFetchingEnvironment environment, String name, int otherwise) {
        Integer value = environment.getArgument(name);
        if (value != null && value < 0) {
            throw new IllegalArgumentException(name);
        }
        return value == null ? otherwise : value;
    }

    private Map<String, Object> page(String type, DataFetchingEnvironment environment) {
        var orderBy = orderBy(environment);
        var found = model.find(model.all(type), where(environment), orderBy);
        String after = environment.getArgument("after");
        String before = environment.getArgument("before");
        boolean isBackward = environment.getArgument("last") != null || before != null;
        int size = natural(environment, isBackward ? "last" : "first", 50);
        int offset = natural(environment, "offset", 0);
        Thing at = after == null && before == null ? null : at(after == null ? before : after, type, orderBy);
        int from = 0;
        int to = found.size();
        if (after != null) {
            from = (int) found.stream()
                    .filter(thing -> model.compare(thing, at, orderBy) <= 0)
                    .count();
        } else if (before != null) {
            to = (int) found.stream()
                    .filter(thing -> model.compare(thing, at, orderBy) < 0)
                    .count();
        } else if (!isBackward) {
            from = Math.min(offset, to);
        }
        if (isBackward) {
            from = Math.max(from, to - size);
        } else {
            to = Math.min(to, from + size);
        }
        var nodes = found.subList(from, to);
        var cursors = nodes.stream().map(thing -> model.cursor(thing, orderBy)).toList();
        var edges = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < nodes.size(); i++) {
            edges.add(Map.of("node", nodes.get(i), "cursor", cursors.get(i)));
        }
        var info = new LinkedHashMap<String, Object>();
        info.put("hasPreviousPage", from > 0);
        info.put("hasNextPage", to < found.size());
        info.put("startCursor", cursors.isEmpty() ? null : cursors.get(0));
        info.put("endCursor", cursors.isEmpty() ? null : cursors.get(cursors.size() - 1));
        return Map.of("nodes", nodes, "edges", edges, "pageInfo", info, "totalCount", found.size());
    }

    /** The record that a cursor was written for. */
    private Thing at(String cursor, String type, List<Object> orderBy) {
        return model.all(type).stream()
                .filter(thing -> model.cursor(thing, orderBy).equals(cursor))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("cursor"));
    }
}
