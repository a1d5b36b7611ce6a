package relata.api;

import java.util.List;
import java.util.Map;
import relata.api.ApiException.Problem;

/** The rules of inputs that can be told without the database. */
@FunctionalInterface
public interface InputRules {
    /**
     * Finds what is wrong with the arguments of a mutation field.
     *
     * @param field its name
     * @param type the name of the type that it answers
     */
    List<Problem> check(String field, String type, Map<String, Object> arguments);
}
