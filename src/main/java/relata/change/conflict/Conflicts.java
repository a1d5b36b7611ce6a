package relata.change.conflict;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.EntityType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import relata.api.ApiException;
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
                find(key, input, Optional.empty(), alone).ifPresent(existing -> {
                    throw isToldOf(existing, true)
                            ? ConflictErrors.with(existing, key, input)
                            : ConflictErrors.withinOperation(key, input);
                });
            }
        }
    }

    /**
     * Explains a violated constraint.
     *
     * @param type that of the records that the mutation changes
     * @param arguments those of the mutation
     * @return the error; empty if no record conflicts any more
     */
    Optional<ApiException> explain(UniqueKey key, EntityType<?> type, Input arguments) {
        var own = arguments.inputs();
        var inputs = own.stream().flatMap(input -> inputs(key, type, input)).toList();
        // or else the field may have inserted some of these before
        boolean areFirst = own.containsAll(inputs);
        boolean isWithin = own.size() > 1 || inputs.size() > 1 || arguments.isGiven("where");
        for (var input : inputs) {
            var changed = own.contains(input) ? changed(key, arguments) : Optional.<Long>empty();
            var existing = find(key, input, changed, false);
            if (existing.isPresent()) {
                if (isToldOf(existing.get(), areFirst)) {
                    return Optional.of(ConflictErrors.with(existing.get(), key, input));
                }
                if (areFirst) {
                    return Optional.of(ConflictErrors.withinOperation(key, input));
                }
                isWithin = true;
            }
        }
        var first = inputs.isEmpty() ? own.get(0) : inputs.get(0);
        return isWithin ? Optional.of(ConflictErrors.among(key, first)) : Optional.empty();
    }

    /** The inputs of records with that key: this one of an entity, and those of new records below it. */
    private static Stream<Input> inputs(UniqueKey key, EntityType<?> entity, Input input) {
        var below = input.names().stream()
                .flatMap(name -> input.objects(name).stream().flatMap(it -> inputs(key, target(entity, name), it)));
        boolean isOne = key.entity().equals(entity) && hasValues(key, input);
        return isOne ? Stream.concat(Stream.of(input), below) : below;
    }

    /** Whether an existing record can have the same values: none is related to a record that is new. */
    private static boolean hasValues(UniqueKey key, Input input) {
        var given = key.attributes().stream()
                .filter(attribute -> input.isGiven(attribute.getName()))
                .toList();
        return !given.isEmpty()
                && given.stream()
                        .allMatch(attribute -> !attribute.isAssociation() || input.isReferenced(attribute.getName()));
    }

    /** The type of a relation; `create` has the values of a new record of the same type. */
    private static EntityType<?> target(EntityType<?> entity, String name) {
        return Attributes.find(entity, name)
                .<EntityType<?>>map(Attributes::target)
                .orElse(entity);
    }

    private static Optional<Long> changed(UniqueKey key, Input arguments) {
        return arguments.isGiven(Attributes.KEY)
                ? Optional.of(arguments.key(key.entity().getJavaType(), Attributes.KEY))
                : Optional.empty();
    }

    /** @param changed the key of the record that is changed, whose values apply where none is given */
    private Optional<GlobalId> find(UniqueKey key, Input input, Optional<Long> changed, boolean alone) {
        var entity = key.entity();
        return rows.find(entity, key.attributes(), input, changed, alone ? Lock.NONE : Lock.SHARED, alone)
                .map(existing -> new GlobalId(entity.getName(), existing));
    }

    /**
     * Whether others can see a record: not if this operation created it, as it will be rolled back.
     *
     * @param isFirst whether the field has inserted no record of the type before
     */
    private boolean isToldOf(GlobalId record, boolean isFirst) {
        return isFirst && Work.current().isOneField()
                || isCommitted(entities.find(record.type()).orElseThrow(), record.key());
    }

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
