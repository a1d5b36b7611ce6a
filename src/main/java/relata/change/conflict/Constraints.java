package relata.change.conflict;

import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.util.HashSet;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import relata.api.ApiException;
import relata.api.ApiException.Problem;
import relata.api.ErrorCode;
import relata.change.conflict.Rows.Lock;
import relata.change.input.Input;
import relata.change.input.Reference;
import relata.query.mapping.Attributes;
import relata.query.mapping.Entities;
import relata.query.mapping.GlobalId;
import relata.query.mapping.Tables;
import relata.transaction.DatabaseException;
import relata.transaction.TransientException;

/**
 * Translates violated constraints of the database to errors of the API. Their names identify the attributes, as in
 * `uq_adhar_person` and `fk_waiter_restaurant`; a primary key stands for the relation that shares it.
 */
@Singleton
public class Constraints {
    /** The table whose row violates a constraint, as named in a statement or the database's message. */
    private static final Pattern WRITTEN = Pattern.compile("(?:insert into|update) (\\w+)");

    private static final Pattern REFERRING = Pattern.compile("`(\\w+)`, CONSTRAINT `(\\w+)` FOREIGN KEY");

    /** The error code for deleting a row that others reference. */
    private static final int IS_REFERRED_TO = 1451;

    private final SessionFactory sessions;
    private final Tables tables;
    private final Entities entities;
    private final Rows rows;
    private final Conflicts conflicts;

    Constraints(SessionFactory sessions, Tables tables, Entities entities, Rows rows, Conflicts conflicts) {
        this.sessions = sessions;
        this.tables = tables;
        this.entities = entities;
        this.rows = rows;
        this.conflicts = conflicts;
    }

    /** The relation of a table's foreign key, as an attribute of the entity. */
    public Optional<Attribute<?, ?>> relation(String table, String foreignKey) {
        return tables.entity(table).flatMap(entity -> entity.getAttributes().stream()
                .<Attribute<?, ?>>map(attribute -> attribute)
                .filter(attribute -> Attributes.isToOne(attribute)
                        && foreignKey.equals("fk_" + table + "_" + Tables.underscored(attribute.getName())))
                .findFirst());
    }

    /** Whether the database refused a record because another one has its one-to-one relation. */
    public boolean isRelated(DatabaseException refused) {
        return violation(refused)
                .filter(broken -> broken.getKind() == ConstraintKind.UNIQUE)
                .flatMap(this::key)
                .filter(UniqueKey::isRelation)
                .isPresent();
    }

    /** The violated constraint, if that is why the database refused a statement. */
    private Optional<ConstraintViolationException> violation(DatabaseException refused) {
        var converted = sessions.unwrap(SessionFactoryImplementor.class)
                .getJdbcServices()
                .getSqlExceptionHelper()
                .convert(refused.reason(), "", refused.sql());
        return converted instanceof ConstraintViolationException broken ? Optional.of(broken) : Optional.empty();
    }

    /**
     * Does work, and explains a constraint that it violates: NOT_FOUND if a record that the input references does not
     * exist; CONFLICT if a record conflicts. Otherwise concurrent work interfered, and the operation has to be retried.
     *
     * @param changed the type of the records that a mutation changes
     * @param arguments those of the mutation
     */
    public <T> T explained(EntityType<?> changed, Input arguments, Supplier<T> work) {
        try {
            return work.get();
        } catch (ConstraintViolationException e) {
            throw explain(e, changed, arguments);
        } catch (DatabaseException e) {
            throw violation(e)
                    .map(broken -> explain(broken, changed, arguments))
                    .orElse(e);
        }
    }

    private RuntimeException explain(ConstraintViolationException broken, EntityType<?> changed, Input arguments) {
        if (broken.getKind() != ConstraintKind.FOREIGN_KEY && broken.getKind() != ConstraintKind.UNIQUE) {
            return broken;
        }
        var missing = missing(arguments);
        if (missing.isPresent()) {
            return missing.get();
        }
        if (broken.getKind() == ConstraintKind.FOREIGN_KEY) {
            return broken.getSQLException().getErrorCode() == IS_REFERRED_TO
                    ? referredTo(broken, arguments)
                    : new TransientException(broken);
        }
        return key(broken)
                .flatMap(key -> conflicts.explain(key, changed, arguments))
                .<RuntimeException>map(conflict -> conflict)
                .orElseGet(() -> new TransientException(broken));
    }

    private Optional<UniqueKey> key(ConstraintViolationException broken) {
        var table = WRITTEN.matcher(String.valueOf(broken.getSQL()));
        return conflicts.key(table.find() ? table.group(1) : "", broken.getConstraintName());
    }

    private Optional<ApiException> missing(Input arguments) {
        var seen = new HashSet<GlobalId>();
        return arguments.references().stream()
                .filter(reference -> {
                    var entity = entities.get(reference.type());
                    return seen.add(new GlobalId(entity.getName(), reference.key()))
                            && !rows.isThere(entity, reference.key(), Lock.SHARED);
                })
                .map(Reference::notFound)
                .findFirst();
    }

    /**
     * The same for a delete. Dependent records were deleted before, so new ones were inserted concurrently. Other
     * records stay, and so does what they reference.
     */
    private RuntimeException referredTo(ConstraintViolationException broken, Input arguments) {
        var referring =
                REFERRING.matcher(String.valueOf(broken.getSQLException().getMessage()));
        if (!referring.find()
                || relation(referring.group(1), referring.group(2))
                        .filter(Attributes::isRequired)
                        .isPresent()) {
            return new TransientException(broken);
        }
        boolean isOne = arguments.names().contains(Attributes.KEY);
        var argument = arguments.argument(isOne ? Attributes.KEY : "where");
        String message = isOne
                ? "Other data refers to this record, so it cannot be deleted"
                : "Other data refers to one of these records, so they cannot be deleted";
        return new ApiException(
                Problem.of(ErrorCode.CONFLICT, argument, message).with("constraint", referring.group(2)));
    }
}
