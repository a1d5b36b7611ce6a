package relata.api.limit;

import graphql.language.Document;
import graphql.language.FragmentDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The fragments of a document. A result is computed once for each, however often it is spread. */
final class Fragments<T> {
    private final Map<String, FragmentDefinition> definitions = new HashMap<>();
    private final Map<String, T> results = new HashMap<>();
    private final T none;

    /** @param none the result for a fragment that is missing or spreads itself, which validation refuses */
    Fragments(Document document, T none) {
        this.none = none;
        document.getDefinitionsOfType(FragmentDefinition.class)
                .forEach(fragment -> definitions.put(fragment.getName(), fragment));
    }

    T get(String name, Function<FragmentDefinition, T> compute) {
        var fragment = definitions.get(name);
        if (fragment == null) {
            return none;
        }
        if (!results.containsKey(name)) {
            results.put(name, none);
            results.put(name, compute.apply(fragment));
        }
        return results.get(name);
    }
}
