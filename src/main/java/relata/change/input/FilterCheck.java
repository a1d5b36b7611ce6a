package relata.change.input;

import jakarta.persistence.metamodel.EntityType;
import java.util.List;
import java.util.Map;
import relata.api.ApiException;
import relata.api.ApiException.Problem;
import relata.api.Argument;
import relata.api.Characters;
import relata.api.ErrorCode;
import relata.query.mapping.Attributes;
import relata.query.mapping.GlobalId;

/** Finds all errors in a mutation's filter that can be found without the database. */
record FilterCheck(List<Problem> problems) {
    /** @param value a filter of the entity, or any part of one that applies to the same entity */
    void check(EntityType<?> entity, Object value, Argument at) {
        if (value == null) {
            String message = at + " must not be null: omit it to set no condition";
            problems.add(Problem.of(ErrorCode.BAD_USER_INPUT, at, message));
        } else if (value instanceof Map<?, ?> filter) {
            filter.forEach((name, below) -> check(related(entity, (String) name), below, at.at(name)));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                check(entity, list.get(i), at.at(i));
            }
        } else if (value instanceof String text) {
            ApiException.collect(problems, () -> {
                if (at.path().contains(Attributes.KEY)) {
                    GlobalId.parseKey(text, entity.getName(), at);
                } else {
                    Characters.check(text, at);
                }
            });
        }
    }

    /** Conditions on a relation apply to the entity at its other end, all others to the same one. */
    private static EntityType<?> related(EntityType<?> entity, String name) {
        return Attributes.find(entity, name)
                .filter(attribute -> attribute.isAssociation() || attribute.isCollection())
                .<EntityType<?>>map(Attributes::target)
                .orElse(entity);
    }
}
