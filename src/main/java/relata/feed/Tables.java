package relata.feed;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.EntityMappingType;

/** The tables whose rows are records. */
@ApplicationScoped
class Tables {
    private final Map<String, String> types;

    Tables(SessionFactory sessions) {
        var factory = sessions.unwrap(SessionFactoryImplementor.class);
        types = factory.getJpaMetamodel().getEntities().stream()
                .collect(Collectors.toUnmodifiableMap(
                        entity -> table(factory.getMappingMetamodel().getEntityDescriptor(entity.getJavaType())),
                        entity -> entity.getName()));
    }

    private static String table(EntityMappingType entity) {
        return entity.getMappedTableDetails().getTableName().toLowerCase(Locale.ROOT);
    }

    /** The type of the records in a table. */
    Optional<String> type(String table) {
        return Optional.ofNullable(types.get(table.toLowerCase(Locale.ROOT)));
    }

    Set<String> names() {
        return types.keySet();
    }
}
