package relata.api.document;

import graphql.GraphQLError;
import graphql.schema.GraphQLTypeUtil;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import relata.api.ApiException.Problem;
import relata.api.Argument;
import relata.api.ErrorCode;
import relata.api.message.Errors;
import relata.api.message.RefusedException;

/**
 * Checks the variables of a request against their types and the positions where they are used: section 6.1.2 of the
 * GraphQL specification, and what graphql-java would let through to the data fetchers.
 */
@Singleton
public class VariableCheck {
    private final Suggestions suggestions;

    VariableCheck(Suggestions suggestions) {
        this.suggestions = suggestions;
    }

    /** @throws RefusedException BAD_USER_INPUT, with all that is wrong */
    public void check(List<VariableUse> uses, Map<String, Object> given) {
        List<GraphQLError> errors = null;
        for (var use : uses) {
            var problems = problems(use, given);
            if (!problems.isEmpty()) {
                errors = errors == null ? new ArrayList<>() : errors;
                for (var problem : problems) {
                    errors.add(Errors.of(problem, null, use.definition().getSourceLocation()));
                }
            }
        }
        if (errors != null) {
            throw new RefusedException(errors, false);
        }
    }

    private List<Problem> problems(VariableUse use, Map<String, Object> given) {
        Object value = given.get(use.name());
        if (value != null) {
            return TypeCheck.problems(value, use.type(), use.at(), suggestions);
        }
        boolean isNonNull = GraphQLTypeUtil.isNonNull(use.type());
        if (given.containsKey(use.name()) || use.isNullByDefault()) {
            return problem(isNonNull ? use.at() : use.nonNullAt(), "must not be null");
        }
        return use.hasDefault()
                ? List.of()
                : problem(
                        isNonNull ? use.at() : use.requiredAt(),
                        "is missing: the variable $%s has no value".formatted(use.name()));
    }

    private static List<Problem> problem(Argument at, String message) {
        return at == null ? List.of() : List.of(Problem.of(ErrorCode.BAD_USER_INPUT, at, at + " " + message));
    }
}
