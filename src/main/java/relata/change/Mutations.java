package relata.change;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.exception.ConstraintViolationException;
import relata.query.EntityFetchers;
import relata.query.Row;

/**
 * Makes data fetchers of functions that change entities. What a function did is written before its field is answered,
 * so that a broken constraint is the error of that field, and the fields behind it see what it did.
 */
@ApplicationScoped
public class Mutations {
    private final Session session;
    private final EntityFetchers fetchers;
    private final Constraints constraints;

    Mutations(Session session, EntityFetchers fetchers, Constraints constraints) {
        this.session = session;
        this.fetchers = fetchers;
        this.constraints = constraints;
    }

    /** A mutation that answers the entity which the function makes of the argument `input`. */
    public DataFetcher<Row> create(Function<Input, ? extends PanacheEntityBase> change) {
        return change(arguments -> change.apply(arguments.object("input").orElseThrow()));
    }

    /** A mutation that answers the entities which the function makes of the elements of the argument `input`. */
    public DataFetcher<List<Row>> createAll(Function<List<Input>, List<? extends PanacheEntityBase>> change) {
        return environment -> {
            var entities = write(environment, arguments -> change.apply(arguments.list("input")));
            return read(entities, environment);
        };
    }

    /** A mutation that answers the entity which the function gives for the arguments. */
    public DataFetcher<Row> change(Function<Input, ? extends PanacheEntityBase> change) {
        return environment ->
                read(List.of(write(environment, change)), environment).get(0);
    }

    /** A mutation that deletes records, and answers how many. */
    public DataFetcher<Row> delete(Function<Input, Deletion> change) {
        return environment -> write(environment, change).row(environment.getFieldType());
    }

    private <T> T write(DataFetchingEnvironment environment, Function<Input, T> change) {
        Input arguments = Input.of(environment);
        try {
            T result = change.apply(arguments);
            session.flush();
            return result;
        } catch (ConstraintViolationException e) {
            throw constraints.explain(e, arguments);
        } finally {
            // what comes next reads what is in the database, not what this field had at hand
            session.clear();
        }
    }

    private List<Row> read(List<? extends PanacheEntityBase> entities, DataFetchingEnvironment environment) {
        if (entities.isEmpty()) {
            return List.of();
        }
        var identifiers = session.getFactory().getPersistenceUnitUtil();
        var keys = entities.stream()
                .map(entity -> (Long) identifiers.getIdentifier(entity))
                .toList();
        var rows = fetchers.read(Hibernate.getClass(entities.get(0)), keys, environment);
        return List.copyOf(rows.values());
    }
}
