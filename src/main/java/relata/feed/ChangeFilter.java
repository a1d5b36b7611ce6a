package relata.feed;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLObjectType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import relata.api.ApiException;
import relata.api.ApiException.Problem;
import relata.api.Argument;
import relata.api.Caller;
import relata.api.Roles;
import relata.query.Entities;
import relata.query.GlobalId;

/** Which changes a subscription asks for, of those that its caller may read. */
final class ChangeFilter {
    private ChangeFilter() {}

    /**
     * Reads the arguments `of` and `ids`: each that is given has to hold.
     *
     * @throws ApiException BAD_USER_INPUT where an id is none; UNAUTHENTICATED or FORBIDDEN where a type is asked for
     *     that the caller may not read
     */
    static Predicate<Change> of(DataFetchingEnvironment environment, Entities entities) {
        var hidden = hidden(environment);
        Predicate<Change> all = change -> !hidden.containsKey(typeOf(change.id()));
        List<String> types = environment.getArgument("of");
        if (types != null) {
            types.forEach(type -> check(type, hidden));
            Set<String> asked = Set.copyOf(types);
            all = all.and(change -> asked.contains(typeOf(change.id())));
        }
        List<String> texts = environment.getArgument("ids");
        if (texts != null) {
            Set<GlobalId> ids = ids(texts, entities);
            ids.forEach(id -> check(typeOf(id), hidden));
            all = all.and(change -> ids.contains(change.id()));
        }
        return all;
    }

    /** The types that the caller may not read, each with what to say of it. */
    private static Map<String, Problem> hidden(DataFetchingEnvironment environment) {
        var caller = Caller.of(environment.getGraphQlContext());
        var hidden = new HashMap<String, Problem>();
        for (var type : environment.getGraphQLSchema().getAllTypesAsList()) {
            if (type instanceof GraphQLObjectType object) {
                Roles.refusal(object, caller)
                        .ifPresent(problem -> hidden.put(object.getName().toUpperCase(Locale.ROOT), problem));
            }
        }
        return hidden;
    }

    private static void check(String type, Map<String, Problem> hidden) {
        if (hidden.containsKey(type)) {
            throw new ApiException(hidden.get(type));
        }
    }

    private static Set<GlobalId> ids(List<String> texts, Entities entities) {
        var ids = new HashSet<GlobalId>();
        for (int i = 0; i < texts.size(); i++) {
            var at = Argument.of("ids", i);
            GlobalId id = GlobalId.parse(texts.get(i), at);
            if (entities.find(id.type()).isEmpty()) {
                throw ApiException.badUserInput(at, "%s: there is no type %s".formatted(at, id.type()));
            }
            ids.add(id);
        }
        return ids;
    }

    /** The value of `RecordType`. */
    static String typeOf(GlobalId id) {
        return id.type().toUpperCase(Locale.ROOT);
    }
}
