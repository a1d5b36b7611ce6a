package relata.query;

import graphql.GraphQLError;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLObjectType;
import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import relata.api.Argument;
import relata.api.Caller;
import relata.api.document.FieldArguments;
import relata.api.message.Errors;
import relata.api.message.JsonBuffer;
import relata.api.message.JsonText;
import relata.api.role.Roles;
import relata.query.mapping.Entities;
import relata.query.mapping.GlobalId;
import relata.query.plan.PageArguments;
import relata.query.plan.PagePlan;

/** Answers the queries for any entity, in JSON. */
@Singleton
public class EntityFetchers {
    private final Plans plans;
    private final Entities entities;
    private final RecordAnswers answers;

    EntityFetchers(Plans plans, Entities entities, RecordAnswers answers) {
        this.plans = plans;
        this.entities = entities;
        this.answers = answers;
    }

    /** The record with the id in the argument `id`, or null. */
    public DataFetcher<Object> byId(Class<?> type) {
        EntityType<?> entity = entities.get(type);
        return environment -> {
            String id = (String) FieldArguments.of(environment).get("id");
            return answers.read(entity, GlobalId.parseKey(id, entity.getName(), Argument.of("id")), environment);
        };
    }

    /** A connection: the page of the records that the arguments select. */
    public DataFetcher<Object> page(Class<?> type) {
        EntityType<?> entity = entities.get(type);
        return environment -> page(entity, environment);
    }

    private Object page(EntityType<?> entity, DataFetchingEnvironment environment) {
        var given = FieldArguments.of(environment);
        var page = PageArguments.of(given);
        var arguments = new LinkedHashMap<String, Object>();
        for (String name : List.of("where", "orderBy")) {
            Object value = given.get(name);
            if (value != null) {
                arguments.put(name, value);
            }
        }
        var position = page.position(entity, (List<?>) arguments.get("orderBy"));
        var field = environment.getMergedField();
        var found = plans.find(
                environment,
                field,
                entity.getName(),
                arguments,
                PagePlan.shape(page, position),
                (compiler, template) -> new PagePlan(compiler, entity, field, template, page, position));
        var run = found.run().at(position);
        boolean written = found.plan().answer(run, page);
        return RecordAnswers.result(written ? run.json().toText() : null, run.errors(), environment);
    }

    /** The record of any type with the id in the argument `id`, or null. */
    public Object node(DataFetchingEnvironment environment) {
        String text = (String) FieldArguments.of(environment).get("id");
        GlobalId id = GlobalId.parse(text, Argument.of("id"));
        var entity = entities.get(id, Argument.of("id"));
        Roles.check(type(entity, environment), Caller.of(environment.getGraphQlContext()));
        return answers.read(entity, id.key(), environment);
    }

    /**
     * The records with the ids in the argument `ids`: null where there is none, with an error where the caller may not
     * read the type. Runs one statement per type.
     */
    public Object nodes(DataFetchingEnvironment environment) {
        var texts = (List<?>) FieldArguments.of(environment).get("ids");
        var ids = new ArrayList<GlobalId>();
        var keys = new LinkedHashMap<EntityType<?>, Set<Long>>();
        for (int i = 0; i < texts.size(); i++) {
            GlobalId id = GlobalId.parse((String) texts.get(i), Argument.of("ids", i));
            ids.add(id);
            keys.computeIfAbsent(entities.get(id, Argument.of("ids", i)), type -> new LinkedHashSet<>())
                    .add(id.key());
        }
        var caller = Caller.of(environment.getGraphQlContext());
        var read = new HashMap<String, Records>();
        keys.forEach((entity, some) -> {
            if (Roles.mayRead(type(entity, environment), caller)) {
                // records of several types are read from one snapshot
                read.put(
                        entity.getName(),
                        answers.records(entity, some, environment.getMergedField(), environment, keys.size() == 1));
            }
        });
        var json = new ArrayList<JsonText>();
        var errors = new ArrayList<GraphQLError>();
        for (GlobalId id : ids) {
            var path = environment.getExecutionStepInfo().getPath().segment(json.size());
            var records = read.get(id.type());
            if (records == null) {
                var refusal = Roles.refusal(environment.getGraphQLSchema().getObjectType(id.type()), caller);
                errors.add(Errors.of(
                        refusal.orElseThrow(), path, environment.getField().getSourceLocation()));
                json.add(null);
            } else {
                json.add(records.write(id.key(), path));
                errors.addAll(records.takeErrors());
            }
        }
        return RecordAnswers.result(new JsonBuffer().value(json).toText(), errors, environment);
    }

    private static GraphQLObjectType type(EntityType<?> entity, DataFetchingEnvironment environment) {
        return environment.getGraphQLSchema().getObjectType(entity.getName());
    }
}
