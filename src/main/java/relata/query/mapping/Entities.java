package relata.query.mapping;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import relata.api.ApiException;
import relata.api.Argument;

/** All entities, by the names of their GraphQL types. */
@Singleton
public class Entities {
    private static final String CONNECTION = "Connection";

    private final Map<String, EntityType<?>> byName;

    Entities(EntityManagerFactory factory) {
        byName = factory.getMetamodel().getEntities().stream()
                .collect(Collectors.toUnmodifiableMap(EntityType::getName, Function.identity()));
    }

    public Optional<EntityType<?>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The entity of the record with an id.
     *
     * @throws ApiException BAD_USER_INPUT if there is none
     */
    public EntityType<?> get(GlobalId id, Argument at) {
        return find(id.type())
                .orElseThrow(() -> ApiException.badUserInput(at, "%s: there is no type %s".formatted(at, id.type())));
    }

    public Set<String> names() {
        return byName.keySet();
    }

    /**
     * The entity that a mutation changes: the mutation returns it, filters it, or is named after it, as `deletePlace`
     * is.
     */
    public Optional<EntityType<?>> changedBy(GraphQLFieldDefinition mutation) {
        return find(name(mutation.getType()))
                .or(() -> Optional.ofNullable(mutation.getArgument("where"))
                        .flatMap(where -> find(name(where.getType()).replaceFirst("Filter$", ""))))
                .or(() -> find(mutation.getName().replaceFirst("^[a-z]+", "")));
    }

    /** The value of the schema's RecordType for the type of that name: `MENU_ITEM` for `MenuItem`. */
    public static String recordType(String type) {
        return Tables.underscored(type).toUpperCase(Locale.ROOT);
    }

    /** The entities that have a connection, by its name in Query. */
    public Map<String, EntityType<?>> connections(GraphQLSchema schema) {
        var connections = new TreeMap<String, EntityType<?>>();
        for (var field : schema.getQueryType().getFieldDefinitions()) {
            String type = name(field.getType());
            if (type.endsWith(CONNECTION)) {
                find(type.substring(0, type.length() - CONNECTION.length()))
                        .ifPresent(entity -> connections.put(field.getName(), entity));
            }
        }
        return connections;
    }

    private static String name(GraphQLType type) {
        return GraphQLTypeUtil.unwrapAll(type).getName();
    }

    public EntityType<?> get(Class<?> type) {
        return byName.get(type.getSimpleName());
    }

    /** The entity of a record that was created here, and so is not a Hibernate proxy. */
    public EntityType<?> get(Object record) {
        return get(record.getClass());
    }
}
