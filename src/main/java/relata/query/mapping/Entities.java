package relata.query.mapping;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import relata.api.ApiException;
import relata.api.Argument;

/** All entities, by the names of their GraphQL types. */
@Singleton
public class Entities {
    private final Map<String, EntityType<?>> byName;

    Entities(EntityManagerFactory factory) {
        byName = factory.getMetamodel().getEntities().stream()
                .collect(Collectors.toUnmodifiableMap(EntityType::getName, Function.identity()));
    }

    public Optional<EntityType<?>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * That of the record with an id.
     *
     * @throws ApiException BAD_USER_INPUT where there is none
     */
    public EntityType<?> get(GlobalId id, Argument at) {
        return find(id.type())
                .orElseThrow(() -> ApiException.badUserInput(at, "%s: there is no type %s".formatted(at, id.type())));
    }

    public Set<String> names() {
        return byName.keySet();
    }

    public EntityType<?> get(Class<?> type) {
        return byName.get(type.getSimpleName());
    }

    /** That of a record which was made here, and so has no proxy's class. */
    public EntityType<?> get(Object record) {
        return get(record.getClass());
    }
}
