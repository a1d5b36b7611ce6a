package relata.query.mapping;

import jakarta.persistence.ManyToMany;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.PluralAttribute;
import jakarta.persistence.metamodel.SingularAttribute;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import org.hibernate.metamodel.model.domain.ManagedDomainType;

/** What the JPA metamodel says about an entity's attributes. The key of every entity is its attribute `id`. */
public final class Attributes {
    public static final String KEY = "id";

    private Attributes() {}

    public static Optional<Attribute<?, ?>> find(EntityType<?> entity, String name) {
        return Optional.ofNullable(((ManagedDomainType<?>) entity).findAttribute(name));
    }

    public static Attribute<?, ?> get(EntityType<?> entity, String name) {
        return find(entity, name)
                .orElseThrow(() -> new IllegalStateException("no attribute " + entity.getName() + "." + name));
    }

    public static boolean isToOne(Attribute<?, ?> attribute) {
        return attribute instanceof SingularAttribute<?, ?> && attribute.isAssociation();
    }

    /** Whether every row has a value, or a related row. */
    public static boolean isRequired(Attribute<?, ?> attribute) {
        return !((SingularAttribute<?, ?>) attribute).isOptional();
    }

    /** Whether every row has the key of the related one in a column of its own. */
    public static boolean hasKey(Attribute<?, ?> toOne) {
        return isRequired(toOne) && mappedBy(toOne).isEmpty();
    }

    /** Whether a join table has the keys of both ends. */
    public static boolean isManyToMany(Attribute<?, ?> attribute) {
        return annotation(attribute, ManyToMany.class).isPresent();
    }

    /** Whether no two rows share a related one. */
    public static boolean isOneToOne(Attribute<?, ?> attribute) {
        return annotation(attribute, OneToOne.class).isPresent();
    }

    /** The one-to-one relations whose foreign key is a column of this entity's table. */
    public static List<Attribute<?, ?>> ownedOneToOnes(EntityType<?> entity) {
        return entity.getAttributes().stream()
                .<Attribute<?, ?>>map(attribute -> attribute)
                .filter(attribute ->
                        isOneToOne(attribute) && mappedBy(attribute).isEmpty())
                .toList();
    }

    /** The to-one relations from this entity to itself, with the foreign key in its table. */
    public static List<Attribute<?, ?>> toSameType(EntityType<?> entity) {
        return entity.getAttributes().stream()
                .<Attribute<?, ?>>map(attribute -> attribute)
                .filter(attribute -> isToOne(attribute)
                        && !isRequired(attribute)
                        && mappedBy(attribute).isEmpty()
                        && target(attribute) == entity)
                .toList();
    }

    /** Whether the key of the related row is also that of this one. */
    public static boolean sharesKey(Attribute<?, ?> attribute) {
        return annotation(attribute, MapsId.class).isPresent();
    }

    /** The entity at the other end of a relation. */
    public static EntityType<?> target(Attribute<?, ?> relation) {
        var type = relation instanceof PluralAttribute<?, ?, ?> plural
                ? plural.getElementType()
                : ((SingularAttribute<?, ?>) relation).getType();
        return (EntityType<?>) type;
    }

    /** The attribute of the other entity that owns this relation; empty if this one owns it. */
    public static String mappedBy(Attribute<?, ?> relation) {
        return annotation(relation, OneToMany.class)
                .map(OneToMany::mappedBy)
                .or(() -> annotation(relation, ManyToMany.class).map(ManyToMany::mappedBy))
                .or(() -> annotation(relation, OneToOne.class).map(OneToOne::mappedBy))
                .orElse("");
    }

    /** The to-many relation that a field of this name counts. */
    public static Optional<Attribute<?, ?>> counted(EntityType<?> entity, String name) {
        return entity.getAttributes().stream()
                .filter(attribute -> annotation(attribute, Counted.class)
                        .map(counted -> counted.value().equals(name))
                        .orElse(false))
                .<Attribute<?, ?>>map(attribute -> attribute)
                .findFirst();
    }

    /** The names of all such fields. */
    public static List<String> counts(EntityType<?> entity) {
        return entity.getAttributes().stream()
                .flatMap(attribute -> annotation(attribute, Counted.class).stream())
                .map(Counted::value)
                .toList();
    }

    private static <A extends Annotation> Optional<A> annotation(Attribute<?, ?> attribute, Class<A> type) {
        return Optional.ofNullable(((AnnotatedElement) attribute.getJavaMember()).getAnnotation(type));
    }

    /** The value that a record has in memory. */
    public static Object value(Attribute<?, ?> attribute, Object record) {
        try {
            return ((Field) attribute.getJavaMember()).get(record);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void set(Attribute<?, ?> attribute, Object record, Object value) {
        try {
            ((Field) attribute.getJavaMember()).set(record, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
