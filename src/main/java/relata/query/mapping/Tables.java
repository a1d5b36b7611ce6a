package relata.query.mapping;

import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.ValuedModelPart;
import org.hibernate.metamodel.mapping.internal.ManyToManyCollectionPart;

/** The tables whose rows are records, and their columns, as Hibernate maps them. */
@Singleton
public class Tables {
    private static final Pattern WORD_END = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private final Map<String, EntityType<?>> entities;
    private final Map<EntityType<?>, Table> tables;

    /**
     * @param columns by attribute name
     * @param joins the tables of many-to-many relations, by attribute name
     */
    private record Table(String name, Map<String, String> columns, Map<String, JoinTable> joins) {}

    /**
     * The table of a many-to-many relation.
     *
     * @param key the column with the key of the record that the relation leads from
     * @param other the column with the key of the record that it leads to
     */
    public record JoinTable(String name, String key, String other) {
        /** The same, from the other end of the relation. */
        public JoinTable reversed() {
            return new JoinTable(name, other, key);
        }
    }

    public Tables(SessionFactory sessions) {
        var factory = sessions.unwrap(SessionFactoryImplementor.class);
        tables = factory.getJpaMetamodel().getEntities().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        entity -> table(factory.getMappingMetamodel().getEntityDescriptor(entity.getJavaType()))));
        entities = tables.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(table -> table.getValue().name, Map.Entry::getKey));
    }

    private static Table table(EntityMappingType entity) {
        var columns = new HashMap<String, String>();
        entity.getAttributeMappings()
                .forEach(attribute -> attribute.forEachSelectable(
                        (i, column) -> columns.put(attribute.getAttributeName(), column.getSelectionExpression())));
        entity.getIdentifierMapping()
                .forEachSelectable((i, column) -> columns.put(Attributes.KEY, column.getSelectionExpression()));
        var joins = new HashMap<String, JoinTable>();
        entity.forEachAttributeMapping(attribute -> {
            if (attribute instanceof PluralAttributeMapping relation
                    && relation.getElementDescriptor() instanceof ManyToManyCollectionPart other) {
                var key = relation.getKeyDescriptor();
                joins.put(
                        attribute.getAttributeName(),
                        new JoinTable(
                                key.getKeyTable(),
                                column(key.getKeyPart()),
                                column(other.getForeignKeyDescriptor().getKeyPart())));
            }
        });
        return new Table(entity.getMappedTableDetails().getTableName().toLowerCase(Locale.ROOT), columns, joins);
    }

    private static String column(ValuedModelPart key) {
        return key.getSelectable(0).getSelectionExpression();
    }

    public String name(EntityType<?> entity) {
        return tables.get(entity).name;
    }

    /** The column of an attribute, or the foreign key column of a relation. */
    public String column(EntityType<?> entity, String attribute) {
        return tables.get(entity).columns.get(attribute);
    }

    /** The table of a many-to-many relation. */
    public JoinTable joinTable(Attribute<?, ?> relation) {
        return tables.get(relation.getDeclaringType()).joins.get(relation.getName());
    }

    /** The entity whose records are in a table. */
    public Optional<EntityType<?>> entity(String table) {
        return Optional.ofNullable(entities.get(table.toLowerCase(Locale.ROOT)));
    }

    public Set<String> names() {
        return entities.keySet();
    }

    /** The name of a type or an attribute in the database: `menu_item` for `MenuItem`. */
    public static String underscored(String name) {
        return WORD_END.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }
}
