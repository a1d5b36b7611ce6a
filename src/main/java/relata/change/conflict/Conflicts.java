package relata.change.conflict;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import relata.api.ApiException;
import relata.api.ApiException.Problem;
import relata.api.Argument;
import relata.api.ErrorCode;
import relata.change.conflict.Rows.Lock;
import relata.change.input.Input;
import relata.query.mapping.Attributes;
import relata.query.mapping.Entities;
import relata.query.mapping.GlobalId;
import relata.query.mapping.Tables;
import relata.transaction.Work;

/** Finds the record that conflicts with another one, and reports it as a CONFLICT. */
@Singleton
public class Conflicts {
    private final Tables tables;
    private final Entities entities;
    private final Rows rows;
    private final AgroalDataSource pool;
    private final Map<EntityType<?>, List<UniqueKey>> keys = new ConcurrentHashMap<>();

    Conflicts(Tables tables, Entities entities, Rows rows, AgroalDataSource pool) {
        this.tables = tables;
        this.entities = entities;
        this.rows = rows;
        this.pool = pool;
    }

    private List<UniqueKey> keys(EntityType<?> entity) {
        return keys.computeIfAbsent(entity, type -> UniqueKey.of(type, tables));
    }

    /** The unique key of a constraint; a primary key is identified by its table. */
    Optional<UniqueKey> key(String table, String constraint) {
        return entities.names().stream()
                .flatMap(name -> keys(entities.find(name).orElseThrow()).stream())
                .filter(key -> key.isNamed(constraint, table))
                .findFirst();
    }

    /**
     * Looks for a record that already has the one-to-one relation of a new one: that costs less than a refused INSERT.
     *
     * @throws ApiException CONFLICT
     */
    public void check(Object record, Input input, boolean alone) {
        for (var key : keys(entities.get(record))) {
            if (key.isRelation() && input.isReferenced(key.attributes().get(0).getName())) {
                find(key, input, Optional.empty(), alone).ifPresent(conflict -> {
                    throw conflict;
                });
            }
        }
    }

    /**
     * Explains a violated constraint.
     *
     * @param arguments those of the mutation
     * @return the error; empty if no record conflicts any more
     */
    Optional<ApiException> explain(UniqueKey key, Input arguments) {
        var changed = arguments.isGiven(Attributes.KEY)
                ? Optional.of(arguments.key(key.entity().getJavaType(), Attributes.KEY))
                : Optional.<Long>empty();
        var inputs = arguments.inputs();
        var conflict = inputs.stream()
                .flatMap(input -> find(key, input, changed, false).stream())
                .findFirst();
        boolean areSeveral = inputs.size() > 1 || arguments.isGiven("where");
        return conflict.or(() -> areSeveral ? Optional.of(among(key, inputs.get(0))) : Optional.empty());
    }

    /** @param changed the key of the record that is changed, whose values apply where none is given */
    private Optional<ApiException> find(UniqueKey key, Input input, Optional<Long> changed, boolean alone) {
        var entity = key.entity();
        var lock = alone ? Lock.NONE : Lock.SHARED;
        return rows.find(entity, key.attributes(), input, changed, lock, alone)
                .map(existing -> conflict(key, input, new GlobalId(entity.getName(), existing)));
    }

    private ApiException conflict(UniqueKey key, Input input, GlobalId existing) {
        boolean isToldOf = Work.current().isOneField() || isCommitted(key.entity(), existing.key());
        var problem = problem(key, input, message(key, input, isToldOf ? existing : null));
        return new ApiException(isToldOf ? problem.with("existing", existing.toString()) : problem);
    }

    /** @param existing the record that conflicts; null if this operation created it */
    private static String message(UniqueKey key, Input input, GlobalId existing) {
        if (key.isRelation()) {
            var relation = key.attributes().get(0);
            var owner = Attributes.target(relation);
            var id = new GlobalId(owner.getName(), input.key(owner.getJavaType(), relation.getName()));
            String which = existing == null ? ", from an earlier field" : " (" + existing + ")";
            return id + " already has " + a(key.entity()) + which;
        }
        String holder = existing == null ? "A record of an earlier field" : existing.toString();
        return holder + " already has this " + names(key);
    }

    /** The conflict among several records of one mutation. */
    private ApiException among(UniqueKey key, Input input) {
        return new ApiException(problem(key, input, "No two of these records can have the same " + names(key)));
    }

    private Problem problem(UniqueKey key, Input input, String message) {
        return Problem.of(ErrorCode.CONFLICT, argument(key, input), message).with("constraint", key.constraint());
    }

    /** The last attribute that is given. */
    private static Argument argument(UniqueKey key, Input input) {
        return key.attributes().stream()
                .map(Attribute::getName)
                .filter(input::isGiven)
                .reduce((a, b) -> b)
                .map(input::argument)
                .orElseGet(() -> input.argument(key.attributes().get(0).getName()));
    }

    private static String names(UniqueKey key) {
        return key.attributes().stream().map(Attribute::getName).collect(Collectors.joining(" and "));
    }

    private static String a(EntityType<?> entity) {
        return ("AEIOU".indexOf(entity.getName().charAt(0)) < 0 ? "a " : "an ") + entity.getName();
    }

    /** Whether others can see a record: not if this operation created it, as it will be rolled back. */
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
}
