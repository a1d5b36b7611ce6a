package relata.change;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import relata.api.ApiException;
import relata.api.ApiException.Problem;
import relata.api.ErrorCode;
import relata.change.Rows.Lock;
import relata.query.mapping.Attributes;
import relata.query.mapping.Entities;
import relata.query.mapping.GlobalId;
import relata.query.mapping.Tables;
import relata.transaction.DatabaseException;
import relata.transaction.TransientException;
import relata.transaction.Work;

/**
 * What the database's constraints say in the words of the API. Their names tell what they are about:
 * `uq_adhar_person`, `fk_waiter_restaurant`; and a primary key is about the relation that it is shared with.
 */
@Singleton
class Constraints {
    private static final String PRIMARY = "PRIMARY";

    /** The table whose row breaks a rule, as a statement or the database's message names it. */
    private static final Pattern WRITTEN = Pattern.compile("(?:insert into|update) (\\w+)");

    private static final Pattern REFERRING = Pattern.compile("`(\\w+)`, CONSTRAINT `(\\w+)` FOREIGN KEY");

    /** The code of a refused delete: of a row that others refer to. */
    private static final int IS_REFERRED_TO = 1451;

    private final SessionFactory sessions;
    private final Tables tables;
    private final Entities entities;
    private final Rows rows;
    private final AgroalDataSource pool;
    private final Map<EntityType<?>, List<Attribute<?, ?>>> unique = new ConcurrentHashMap<>();

    Constraints(SessionFactory sessions, Tables tables, Entities entities, Rows rows, AgroalDataSource pool) {
        this.sessions = sessions;
        this.tables = tables;
        this.entities = entities;
        this.rows = rows;
        this.pool = pool;
    }

    /** The relation that a constraint of a table is about, as an attribute of the entity. */
    Optional<Attribute<?, ?>> relation(String table, String constraint) {
        Predicate<Attribute<?, ?>> isAbout = constraint.equals(PRIMARY)
                ? Attributes::sharesKey
                : attribute -> constraint.matches("(uq|fk)_" + table + "_" + Tables.underscored(attribute.getName()));
        return tables.entity(table).flatMap(entity -> entity.getAttributes().stream()
                .<Attribute<?, ?>>map(attribute -> attribute)
                .filter(isAbout)
                .findFirst());
    }

    /** The broken constraint, if that is why the database refused something. */
    Optional<ConstraintViolationException> violation(DatabaseException refused) {
        var converted = sessions.unwrap(SessionFactoryImplementor.class)
                .getJdbcServices()
                .getSqlExceptionHelper()
                .convert(refused.reason(), "", refused.sql());
        return converted instanceof ConstraintViolationException broken ? Optional.of(broken) : Optional.empty();
    }

    /**
     * Looks for what is in the way of a new record that shares another one with nobody: that costs less than to be
     * refused.
     *
     * @throws ApiException CONFLICT
     */
    void checkUnique(Object record, Input arguments, boolean alone) {
        for (var attribute : unique.computeIfAbsent(entities.get(record), Attributes::ownedOneToOnes)) {
            Input input = arguments.object("input").orElseThrow();
            input.referenced(Attributes.target(attribute).getJavaType(), attribute.getName())
                    .flatMap(key -> conflict(attribute, key, input, alone))
                    .ifPresent(conflict -> {
                        throw conflict;
                    });
        }
    }

    /**
     * What to throw for a broken constraint: NOT_FOUND if a record that the input names is not there; CONFLICT if a
     * record is in the way. Otherwise other work came between, and the operation is to be tried again.
     */
    RuntimeException explain(ConstraintViolationException broken, Input arguments) {
        if (broken.getKind() != ConstraintKind.FOREIGN_KEY && broken.getKind() != ConstraintKind.UNIQUE) {
            return broken;
        }
        var seen = new HashSet<GlobalId>();
        for (var reference : arguments.references()) {
            var entity = entities.get(reference.type());
            if (seen.add(new GlobalId(entity.getName(), reference.key()))
                    && !rows.isThere(entity, reference.key(), Lock.SHARED)) {
                return reference.notFound();
            }
        }
        if (broken.getKind() == ConstraintKind.FOREIGN_KEY) {
            return broken.getSQLException().getErrorCode() == IS_REFERRED_TO
                    ? referredTo(broken, arguments)
                    : new TransientException(broken);
        }
        var table = WRITTEN.matcher(String.valueOf(broken.getSQL()));
        Input input = arguments.object("input").orElse(arguments);
        return relation(table.find() ? table.group(1) : "", broken.getConstraintName())
                .flatMap(relation -> conflict(
                        relation,
                        input.key(Attributes.target(relation).getJavaType(), relation.getName()),
                        input,
                        false))
                .<RuntimeException>map(conflict -> conflict)
                .orElseGet(() -> new TransientException(broken));
    }

    /** Of a delete. Records that are known to go along were deleted before, so new ones came between; others stay. */
    private RuntimeException referredTo(ConstraintViolationException broken, Input arguments) {
        var referring =
                REFERRING.matcher(String.valueOf(broken.getSQLException().getMessage()));
        if (!referring.find()
                || relation(referring.group(1), referring.group(2)).isPresent()) {
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

    private Optional<ApiException> conflict(Attribute<?, ?> relation, long key, Input input, boolean alone) {
        var entity = (EntityType<?>) relation.getDeclaringType();
        return existing(entity, relation, key, alone).map(existing -> {
            var owner = new GlobalId(Attributes.target(relation).getName(), key);
            String record = ("AEIOU".indexOf(entity.getName().charAt(0)) < 0 ? "a " : "an ") + entity.getName();
            var problem = Work.current().isOneField() || isCommitted(entity, existing.key())
                    ? Problem.of(
                                    ErrorCode.CONFLICT,
                                    input.argument(relation.getName()),
                                    "%s already has %s (%s)".formatted(owner, record, existing))
                            .with("existing", existing.toString())
                    : Problem.of(
                            ErrorCode.CONFLICT,
                            input.argument(relation.getName()),
                            "%s already has %s, from a field before this one".formatted(owner, record));
            return new ApiException(problem.with("constraint", name(entity, relation)));
        });
    }

    /** Whether a record is there for others: not if this operation has made it, for it will be undone. */
    private boolean isCommitted(EntityType<?> entity, long key) {
        String column = tables.column(entity, Attributes.KEY);
        String sql = "select 1 from %s where %s = %d".formatted(tables.name(entity), column, key);
        return QuarkusTransaction.suspendingExisting().call(() -> {
            try (var connection = pool.getConnection();
                    var statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                return row.next();
            }
        });
    }

    /** As the migrations name them; a primary key has no name of its own. */
    private String name(EntityType<?> entity, Attribute<?, ?> relation) {
        return "uq_" + tables.name(entity) + "_" + Tables.underscored(relation.getName());
    }

    private Optional<GlobalId> existing(EntityType<?> entity, Attribute<?, ?> relation, long key, boolean alone) {
        return rows.find(entity, relation.getName(), key, alone ? Lock.NONE : Lock.SHARED, alone)
                .map(existing -> new GlobalId(entity.getName(), existing));
    }
}
