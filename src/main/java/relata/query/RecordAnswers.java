package relata.query;

import graphql.GraphQLError;
import graphql.execution.DataFetcherResult;
import graphql.execution.MergedField;
import graphql.language.OperationDefinition.Operation;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLTypeUtil;
import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import relata.api.FieldErrorsException;
import relata.api.message.JsonBuffer;
import relata.api.message.JsonText;
import relata.query.plan.InsertedPlan;
import relata.query.plan.Plan;
import relata.query.plan.RecordPlan;
import relata.query.plan.ReturningPlan;
import relata.query.plan.SelectionCompiler;
import relata.query.run.Shape;
import relata.query.sql.Sql;

/** Writes as JSON what a field of a query, mutation or change selects of records, given by key or just inserted. */
@Singleton
public class RecordAnswers {
    private final Plans plans;

    RecordAnswers(Plans plans) {
        this.plans = plans;
    }

    /**
     * How the INSERT returns what a field selects of new records; empty if that takes further statements.
     *
     * @param records how many are inserted together
     */
    public Optional<Returning> returning(EntityType<?> entity, int records, DataFetchingEnvironment environment) {
        var field = environment.getMergedField();
        var found = find(entity, field, 'r', environment, compiler -> new ReturningPlan(compiler, entity, field));
        boolean isPossible =
                found.plan().clause() != null && (records == 1 || !found.plan().hasCounts());
        return !isPossible ? Optional.empty() : Optional.of(new Returning(found.plan(), found.run()));
    }

    /**
     * What a field selects of a record that was just inserted; empty if it has to be read.
     *
     * @param known all records that were inserted with it
     */
    public Optional<JsonText> inserted(
            EntityType<?> entity, Object record, Set<Object> known, DataFetchingEnvironment environment) {
        var field = environment.getMergedField();
        var found = find(entity, field, 'i', environment, compiler -> new InsertedPlan(compiler, entity, field));
        return Optional.ofNullable(found.plan().row(record, known)).map(row -> {
            found.plan().shape().write(found.run(), row);
            return found.run().json().toText();
        });
    }

    /** What a field selects of a record: JSON, or null if there is none. */
    public Object read(EntityType<?> entity, long key, DataFetchingEnvironment environment) {
        var records = records(entity, List.of(key), environment.getMergedField(), environment, true);
        var json = records.write(key, environment.getExecutionStepInfo().getPath());
        return result(json, records.takeErrors(), environment);
    }

    /**
     * What a field selects of an object that consists of values, by name, and of a record, in the field named after its
     * type.
     */
    public Object readWith(
            Map<String, Object> values, EntityType<?> entity, long key, DataFetchingEnvironment environment) {
        String type = GraphQLTypeUtil.unwrapAll(environment.getFieldType()).getName();
        var answer = new LinkedHashMap<String, Object>();
        var errors = new ArrayList<GraphQLError>();
        selected(environment, type).forEach((name, field) -> {
            if (field.getName().equals("__typename")) {
                answer.put(name, type);
            } else if (values.containsKey(field.getName())) {
                answer.put(name, values.get(field.getName()));
            } else {
                var records = records(entity, List.of(key), field, environment, false);
                answer.put(
                        name,
                        records.write(
                                key,
                                environment.getExecutionStepInfo().getPath().segment(name)));
                errors.addAll(records.takeErrors());
            }
        });
        return result(new JsonBuffer().value(answer).toText(), errors, environment);
    }

    /** What a field selects of some records, in the order of the given keys. */
    public Object readAll(EntityType<?> entity, List<Long> keys, DataFetchingEnvironment environment) {
        if (keys.isEmpty()) {
            return List.of();
        }
        var records = records(entity, keys, environment.getMergedField(), environment, true);
        var json = new ArrayList<JsonText>();
        var path = environment.getExecutionStepInfo().getPath();
        keys.forEach(key -> json.add(records.write(key, path.segment(json.size()))));
        return result(new JsonBuffer().value(json).toText(), records.takeErrors(), environment);
    }

    /**
     * Reads what a field selects of some records.
     *
     * @param environment that of the field, or of the enclosing one
     * @param alone whether nothing else is read for the field, as in {@link Sql#run}
     */
    public Records records(
            EntityType<?> entity,
            Collection<Long> keys,
            MergedField field,
            DataFetchingEnvironment environment,
            boolean alone) {
        var found = find(entity, field, 'k', environment, compiler -> new RecordPlan(compiler, entity, field));
        return new Records(found.plan(), found.run(), found.plan().read(found.run(), List.copyOf(keys), alone));
    }

    /** Finds a plan of a kind that does not depend on the field's own arguments. */
    private <P extends Plan> Plans.Found<P> find(
            EntityType<?> entity,
            MergedField field,
            char kind,
            DataFetchingEnvironment environment,
            Function<SelectionCompiler, P> make) {
        return plans.find(
                environment,
                field,
                entity.getName(),
                Map.of(),
                new Shape().add(kind),
                (compiler, template) -> make.apply(compiler));
    }

    /** A field's selections on an object type, by response key. */
    public static Map<String, MergedField> selected(DataFetchingEnvironment environment, String type) {
        return SelectionCompiler.select(
                environment, environment.getGraphQLSchema().getObjectType(type), environment.getMergedField());
    }

    /** The result of a data fetcher. A mutation fails if there are errors. */
    static Object result(JsonText json, List<GraphQLError> errors, DataFetchingEnvironment environment) {
        if (errors.isEmpty()) {
            return json;
        }
        if (environment.getOperationDefinition().getOperation() == Operation.MUTATION) {
            throw new FieldErrorsException(errors);
        }
        return DataFetcherResult.newResult().data(json).errors(errors).build();
    }
}
