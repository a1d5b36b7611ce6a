package relata.query;

import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.DataFetchingFieldSelectionSet;
import graphql.schema.GraphQLObjectType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.Session;
import relata.api.ApiException.Problem;
import relata.api.Argument;
import relata.api.Caller;
import relata.api.Errors;
import relata.api.Roles;

/** Answers the queries for any entity, and reads back what mutations made. */
@ApplicationScoped
public class EntityFetchers {
    private final Session session;
    private final Entities entities;

    EntityFetchers(Session session, Entities entities) {
        this.session = session;
        this.entities = entities;
    }

    /** The entity with the id in the argument `id`, or null. */
    public DataFetcher<Row> byId(Class<?> type) {
        EntityType<?> entity = entities.get(type);
        return environment -> {
            String id = environment.getArgument("id");
            long key = GlobalId.parseKey(id, entity.getName(), Argument.of("id"));
            return read(entity, Set.of(key), environment).get(key);
        };
    }

    /** A connection: the part of all entities that the arguments ask for. */
    public DataFetcher<Row> page(Class<?> type) {
        EntityType<?> entity = entities.get(type);
        return environment -> new PageReader(session, entity, environment).read();
    }

    /** The record of any type with the id in the argument `id`, or null. */
    public Row node(DataFetchingEnvironment environment) {
        GlobalId id = GlobalId.parse(environment.getArgument("id"), Argument.of("id"));
        var entity = entities.get(id, Argument.of("id"));
        Roles.check(type(entity, environment), Caller.of(environment.getGraphQlContext()));
        return read(entity, Set.of(id.key()), environment).get(id.key());
    }

    /**
     * The records with the ids in the argument `ids`, null where there is none, and with an error where the caller may
     * not know. One statement for each type.
     */
    public DataFetcherResult<List<Row>> nodes(DataFetchingEnvironment environment) {
        List<String> texts = environment.getArgument("ids");
        var ids = new ArrayList<GlobalId>();
        var keys = new LinkedHashMap<EntityType<?>, Set<Long>>();
        for (int i = 0; i < texts.size(); i++) {
            GlobalId id = GlobalId.parse(texts.get(i), Argument.of("ids", i));
            ids.add(id);
            keys.computeIfAbsent(entities.get(id, Argument.of("ids", i)), type -> new LinkedHashSet<>())
                    .add(id.key());
        }
        var rows = new HashMap<GlobalId, Row>();
        var refused = new HashMap<String, Problem>();
        var caller = Caller.of(environment.getGraphQlContext());
        keys.forEach((entity, some) -> Roles.refusal(type(entity, environment), caller)
                .ifPresentOrElse(
                        problem -> refused.put(entity.getName(), problem), () -> read(entity, some, environment)
                                .forEach((key, row) -> rows.put(new GlobalId(entity.getName(), key), row))));
        // rows.get is null where there is none
        var result = DataFetcherResult.<List<Row>>newResult()
                .data(ids.stream().map(rows::get).toList());
        var step = environment.getExecutionStepInfo();
        var location = environment.getField().getSourceLocation();
        for (int i = 0; i < ids.size(); i++) {
            var problem = refused.get(ids.get(i).type());
            if (problem != null) {
                result.error(Errors.of(problem, step.getPath().segment(i), location));
            }
        }
        return result.build();
    }

    private static GraphQLObjectType type(EntityType<?> entity, DataFetchingEnvironment environment) {
        return environment.getGraphQLSchema().getObjectType(entity.getName());
    }

    /** Reads what a field selects of some entities: rows by key, in the order of the keys. */
    public Map<Long, Row> read(Class<?> type, Collection<Long> keys, DataFetchingEnvironment environment) {
        return keys.isEmpty() ? Map.of() : read(entities.get(type), keys, environment);
    }

    private Map<Long, Row> read(EntityType<?> entity, Collection<Long> keys, DataFetchingEnvironment environment) {
        return read(entity, keys, List.of(environment.getSelectionSet()), environment);
    }

    /** The same, where several fields below that of the environment select of the same entities. */
    public Map<Long, Row> read(
            EntityType<?> entity,
            Collection<Long> keys,
            List<DataFetchingFieldSelectionSet> selected,
            DataFetchingEnvironment environment) {
        Statement statement = new Statement();
        Scope root = Scope.root(statement, entity);
        var select = new ArrayList<String>();
        Selection selection = new Selection(entity, environment);
        selected.forEach(selection::add);
        RowReader reader = new RowReader(root, selection, select);
        String where = " where " + statement.isIn(root.key(), keys);
        String hql = "select " + String.join(", ", select) + root.from() + where;
        var rows = new LinkedHashMap<Long, Row>();
        keys.forEach(key -> rows.put(key, null));
        // the key is what a reader selects first
        statement.list(session, hql, 0, keys.size()).forEach(tuple -> rows.put((Long) tuple[0], reader.read(tuple)));
        reader.readLists(new ListReader(session));
        return rows;
    }
}
