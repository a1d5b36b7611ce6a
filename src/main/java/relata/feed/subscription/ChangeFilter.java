package relata.feed.subscription;

import graphql.schema.DataFetchingEnvironment;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import relata.api.Argument;
import relata.api.Caller;
import relata.api.role.Roles;
import relata.feed.binlog.event.Change;
import relata.query.mapping.Entities;
import relata.query.mapping.GlobalId;

/** Which changes a subscription requests. */
public final class ChangeFilter {
    private ChangeFilter() {}

    /**
     * Reads the arguments `of` and `ids`; a change must match each one given. Records that the caller may not read are
     * left out.
     *
     * @throws ApiException BAD_USER_INPUT if an id is invalid, FORBIDDEN or UNAUTHENTICATED if records are requested
     *     that the caller may not read
     */
    static Predicate<Change> of(DataFetchingEnvironment environment, Entities entities) {
        var caller = Caller.of(environment.getGraphQlContext());
        var schema = environment.getGraphQLSchema();
        var open = entities.names().stream()
                .filter(type -> Roles.mayRead(schema.getObjectType(type), caller))
                .collect(Collectors.toSet());
        Predicate<Change> all = change -> open.contains(change.id().type());
        List<String> types = environment.getArgument("of");
        if (types != null) {
            Set<String> asked = Set.copyOf(types);
            entities.names().stream()
                    .filter(type -> asked.contains(Entities.recordType(type)))
                    .forEach(type -> Roles.check(schema.getObjectType(type), caller));
            all = all.and(
                    change -> asked.contains(Entities.recordType(change.id().type())));
        }
        List<String> texts = environment.getArgument("ids");
        if (texts != null) {
            Set<GlobalId> ids = ids(texts, entities);
            ids.forEach(id -> Roles.check(schema.getObjectType(id.type()), caller));
            all = all.and(change -> ids.contains(change.id()));
        }
        return all;
    }

    private static Set<GlobalId> ids(List<String> texts, Entities entities) {
        var ids = new HashSet<GlobalId>();
        for (int i = 0; i < texts.size(); i++) {
            var at = Argument.of("ids", i);
            GlobalId id = GlobalId.parse(texts.get(i), at);
            entities.get(id, at);
            ids.add(id);
        }
        return ids;
    }
}
