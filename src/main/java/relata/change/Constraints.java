package relata.change;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.metamodel.Attribute;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.hibernate.FlushMode;
import org.hibernate.Session;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import relata.api.ApiException;
import relata.api.ApiException.Problem;
import relata.api.ErrorCode;
import relata.query.Attributes;
import relata.query.GlobalId;
import relata.query.Tables;

/**
 * What the database's constraints say in the words of the API. Their names tell what they are about:
 * `uq_adhar_person`, `fk_waiter_restaurant`; and a primary key is about the relation that it is shared with.
 */
@ApplicationScoped
class Constraints {
    private static final Pattern TABLE = Pattern.compile("(?:insert into|update) (\\w+)");

    private final Session session;
    private final Tables tables;

    Constraints(Session session, Tables tables) {
        this.session = session;
        this.tables = tables;
    }

    /** The relation that a constraint of a table is about, as an attribute of the entity. */
    Optional<Attribute<?, ?>> relation(String table, String constraint) {
        Predicate<Attribute<?, ?>> isAbout = constraint.equals("PRIMARY")
                ? Attributes::sharesKey
                : attribute -> constraint.matches("(uq|fk)_" + table + "_" + Tables.underscored(attribute.getName()));
        return tables.entity(table).flatMap(entity -> entity.getAttributes().stream()
                .<Attribute<?, ?>>map(attribute -> attribute)
                .filter(isAbout)
                .findFirst());
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
