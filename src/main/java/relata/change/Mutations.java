package relata.change;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import relata.api.port.SessionFetcher;
import relata.change.conflict.Conflicts;
import relata.change.conflict.Constraints;
import relata.change.input.Input;
import relata.change.insert.Inserts;
import relata.query.RecordAnswers;
import relata.query.Returning;
import relata.query.mapping.Entities;
import relata.transaction.Work;

/**
 * Makes data fetchers from functions that change records. Changes are written before their field is answered, so that a
 * violated constraint is an error of that field, and later fields see the changes.
 */
@Singleton
public class Mutations {
    private final Session session;
    private final Entities entities;
    private final RecordAnswers answers;
    private final Inserts inserts;
    private final Upserts upserts;
    private final Bulk bulk;
    private final Conflicts conflicts;
    private final Constraints constraints;

    Mutations(
            Session session,
            Entities entities,
            RecordAnswers answers,
            Inserts inserts,
            Upserts upserts,
            Bulk bulk,
            Conflicts conflicts,
            Constraints constraints) {
        this.session = session;
        this.entities = entities;
        this.answers = answers;
        this.inserts = inserts;
        this.upserts = upserts;
        this.bulk = bulk;
        this.conflicts = conflicts;
        this.constraints = constraints;
    }

    /** A mutation that inserts and returns the record that the function makes from the argument `input`. */
    public DataFetcher<Object> create(Function<Input, ? extends PanacheEntityBase> make) {
        return environment -> {
            Input arguments = Input.of(environment);
            var record = make.apply(arguments.object("input").orElseThrow());
            return explained(arguments, environment, () -> insert(record, arguments, environment));
        };
    }

    private Object insert(PanacheEntityBase record, Input arguments, DataFetchingEnvironment environment) {
        var entity = entities.get(record);
        boolean alone = inserts.areAlone(List.of(record));
        conflicts.check(record, arguments.object("input").orElseThrow(), alone);
        var returning = alone ? answers.returning(entity, 1, environment) : Optional.<Returning>empty();
        if (returning.isPresent()) {
            var result = returning.get();
            return result.write(inserts.insert(List.of(record), result.clause(), result.fits(1), result::read)
                    .get(0));
        }
        var known = inserts.insertAll(List.of(record));
        return answers.inserted(entity, record, known, environment)
                .<Object>map(json -> json)
                .orElseGet(() -> answers.read(entity, inserts.key(record), environment));
    }

    /** A mutation that inserts the records that the function makes from the elements of the argument `input`. */
    public DataFetcher<Object> createAll(Function<Input, ? extends PanacheEntityBase> make) {
        return environment -> {
            Input arguments = Input.of(environment);
            var records = arguments.list("input").stream().map(make).toList();
            return records.isEmpty()
                    ? List.of()
                    : explained(arguments, environment, () -> insertAll(records, environment));
        };
    }

    private Object insertAll(List<? extends PanacheEntityBase> records, DataFetchingEnvironment environment) {
        var entity = entities.get(records.get(0));
        var returning = inserts.areAlone(records)
                ? answers.returning(entity, records.size(), environment)
                : Optional.<Returning>empty();
        if (returning.isPresent()) {
            var result = returning.get();
            return result.writeAll(inserts.insert(records, result.clause(), result.fits(records.size()), result::read));
        }
        inserts.insertAll(records);
        return answers.readAll(entity, records.stream().map(inserts::key).toList(), environment);
    }

    /**
     * A mutation that inserts the record that the function makes from the arguments, or changes the existing one
     * instead. Returns the record, and whether it was created.
     */
    public DataFetcher<Object> upsert(Function<Input, ? extends PanacheEntityBase> make) {
        return explained((arguments, environment) -> {
            var record = make.apply(arguments);
            var upserted = upserts.upsert(record, arguments);
            return answers.readWith(upserted.values(), entities.get(record), upserted.key(), environment);
        });
    }

    /** A mutation that returns the record that the function changes according to the arguments. */
    public SessionFetcher<Object> change(Function<Input, ? extends PanacheEntityBase> change) {
        return environment -> {
            var record = bySession(environment, change);
            return answers.read(entities.get(Hibernate.getClass(record)), keyOf(record), environment);
        };
    }

    private long keyOf(PanacheEntityBase record) {
        return (Long) session.getFactory().getPersistenceUnitUtil().getIdentifier(record);
    }

    /** A mutation that deletes the record with the id in the argument `id`, and its dependents. */
    public DataFetcher<Object> delete(Class<?> type) {
        return explained((arguments, environment) -> bulk.deleteOne(entities.get(type), arguments, environment));
    }

    /** A mutation that changes all records that satisfy the filter in the argument `where`. */
    public DataFetcher<Object> updateAll(Class<?> type) {
        return explained((arguments, environment) -> bulk.update(entities.get(type), arguments, environment));
    }

    /** A mutation that deletes all records that satisfy the filter in the argument `where`, and their dependents. */
    public DataFetcher<Object> deleteAll(Class<?> type) {
        return explained((arguments, environment) -> bulk.delete(entities.get(type), environment));
    }

    private DataFetcher<Object> explained(BiFunction<Input, DataFetchingEnvironment, Object> change) {
        return environment -> {
            Input arguments = Input.of(environment);
            return explained(arguments, environment, () -> change.apply(arguments, environment));
        };
    }

    private <T> T bySession(DataFetchingEnvironment environment, Function<Input, T> change) {
        Input arguments = Input.of(environment);
        try {
            return explained(arguments, environment, () -> {
                // the deadline applies to the session's statements as well
                Work.current().call(connection -> null);
                T result = change.apply(arguments);
                session.flush();
                return result;
            });
        } finally {
            // later fields read what is in the database, not this field's entities in memory
            session.clear();
        }
    }

    private <T> T explained(Input arguments, DataFetchingEnvironment environment, Supplier<T> work) {
        var changed = entities.changedBy(environment.getFieldDefinition()).orElseThrow();
        return constraints.explained(changed, arguments, work);
    }
}
