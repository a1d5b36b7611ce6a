package relata.change;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.MapsId;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hibernate.FlushMode;
import org.hibernate.Session;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import relata.api.ApiException;
import relata.api.ApiException.Problem;
import relata.api.ErrorCode;
import relata.query.Attributes;
import relata.query.Entities;
import relata.query.GlobalId;

/**
 * What the database's constraints say in the words of the API. Their names tell what they are about:
 * `uq_adhar_person`, `fk_waiter_restaurant`; and a primary key is about the relation that it is shared with.
 */
@ApplicationScoped
class Constraints {
    private static final Pattern NAME = Pattern.compile("(?:uq|fk)_([a-z]+)_(\\w+)");
    private static final Pattern TABLE = Pattern.compile("(?:insert into|update) (\\w+)");

    private final Session session;
    private final Entities entities;

    Constraints(Session session, Entities entities) {
        this.session = session;
        this.entities = entities;
    }

    /** The relation that a constraint of a table is about, as an attribute of the entity. */
    Optional<Attribute<?, ?>> relation(String table, String constraint) {
        if (constraint.equals("PRIMARY")) {
            return entity(table).flatMap(Constraints::shared);
        }
        var name = NAME.matcher(constraint);
        return name.matches()
                ? entity(name.group(1)).flatMap(entity -> Attributes.find(entity, name.group(2)))
                : Optional.empty();
    }

    private Optional<EntityType<?>> entity(String table) {
        return entities.find(Character.toUpperCase(table.charAt(0)) + table.substring(1));
    }

    private static Optional<Attribute<?, ?>> shared(EntityType<?> entity) {
        return entity.getAttributes().stream()
                .filter(attribute -> ((AnnotatedElement) attribute.getJavaMember()).isAnnotationPresent(MapsId.class))
                .<Attribute<?, ?>>map(attribute -> attribute)
                .findFirst();
    }

    /**
     * What to throw for a broken constraint: CONFLICT where a record is in the way. Where none is, or a foreign key is
     * broken, other work came between what the operation looked for and what it wrote: it is to be tried again.
     */
    RuntimeException explain(ConstraintViolationException broken, Input arguments) {
        if (broken.getKind() == ConstraintKind.FOREIGN_KEY) {
            return new PassingException(broken);
        }
        if (broken.getKind() != ConstraintKind.UNIQUE) {
            return broken;
        }
        var table = TABLE.matcher(broken.getSQL());
        return relation(table.find() ? table.group(1) : "", broken.getConstraintName())
                .flatMap(relation -> conflict(relation, broken.getConstraintName(), arguments))
                .orElseGet(() -> new PassingException(broken));
    }

    private Optional<RuntimeException> conflict(Attribute<?, ?> relation, String constraint, Input arguments) {
        var record = relation.getDeclaringType().getJavaType().getSimpleName();
        var owner = Attributes.target(relation);
        Input input = arguments.object("input").orElse(arguments);
        long key = input.reference(owner.getJavaType(), relation.getName());
        return existing(record, relation.getName(), key).map(existing -> {
            String message = "%s already has %s %s (%s)"
                    .formatted(
                            new GlobalId(owner.getName(), key),
                            "AEIOU".indexOf(record.charAt(0)) < 0 ? "a" : "an",
                            record,
                            existing);
            var problem = Problem.of(ErrorCode.CONFLICT, input.argument(relation.getName()), message);
            return new ApiException(problem.with("constraint", constraint).with("existing", existing.toString()));
        });
    }

    /** The record in the way, which the database has locked for us when it refused ours. */
    private Optional<GlobalId> existing(String record, String relation, long key) {
        session.clear();
        return session.createSelectionQuery(
                        "select e.id from %s e where e.%s.id = ?1".formatted(record, relation), Long.class)
                .setParameter(1, key)
                .setHibernateFlushMode(FlushMode.MANUAL)
                .setLockMode(LockModeType.PESSIMISTIC_READ)
                .uniqueResultOptional()
                .map(existing -> new GlobalId(record, existing));
    }
}
