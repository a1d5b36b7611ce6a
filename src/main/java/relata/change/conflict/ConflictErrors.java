package relata.change.conflict;

import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.util.stream.Collectors;
import relata.api.ApiException;
import relata.api.ApiException.Problem;
import relata.api.Argument;
import relata.api.ErrorCode;
import relata.change.input.Input;
import relata.query.mapping.Attributes;
import relata.query.mapping.GlobalId;

/** What is said of a violated unique key, and where. */
final class ConflictErrors {
    private ConflictErrors() {}

    static ApiException with(GlobalId existing, UniqueKey key, Input input) {
        String message = key.isRelation()
                ? owner(key, input) + " already has " + a(key.entity()) + " (" + existing + ")"
                : existing + " already has this " + names(key);
        return new ApiException(problem(key, input, message).with("existing", existing.toString()));
    }

    /** A record of an earlier field of the operation is in the way. */
    static ApiException withinOperation(UniqueKey key, Input input) {
        String message = key.isRelation()
                ? owner(key, input) + " already has " + a(key.entity()) + ", from an earlier field"
                : "A record of an earlier field already has this " + names(key);
        return new ApiException(problem(key, input, message));
    }

    /** Several records of one mutation are in each other's way. */
    static ApiException among(UniqueKey key, Input input) {
        return new ApiException(
                problem(key, input, "No two records of this operation can have the same " + names(key)));
    }

    private static GlobalId owner(UniqueKey key, Input input) {
        var relation = key.attributes().get(0);
        var owner = Attributes.target(relation);
        return new GlobalId(owner.getName(), input.key(owner.getJavaType(), relation.getName()));
    }

    private static Problem problem(UniqueKey key, Input input, String message) {
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
}
