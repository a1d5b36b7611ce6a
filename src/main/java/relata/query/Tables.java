package relata.query;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.metamodel.EntityType;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.EntityMappingType;

/** The tables whose rows are records. */
@ApplicationScoped
public class Tables {
    private final Map<String, EntityType<?>> entities;

    public Tables(SessionFactory sessions) {
        var factory = sessions.unwrap(SessionFactoryImplementor.class);
        entities = factory.getJpaMetamodel().getEntities().stream()
                .collect(Collectors.toUnmodifiableMap(
                        entity -> table(factory.getMappingMetamodel().getEntityDescriptor(entity.getJavaType())),
                        Function.identity()));
    }

    private static String table(EntityMappingType entity) {
        return entity.getMappedTableDetails().getTableName().toLowerCase(Locale.ROOT);
    }

    /** The entity whose records are in a table. */
    public Optional<EntityType<?>> entity(String table) {
        return Optional.ofNullable(entities.get(table.toLowerCase(Locale.ROOT)));
    }

    public Set<String> names() {
        return entities.keySet();
    }

    /** The name of a type or an attribute as the database has it: `menu_item` for `MenuItem`. */
    public static String underscored(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
