package relata.api.limit;

import graphql.language.Document;
import graphql.language.FragmentDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The fragments of a document, each with what is computed of it: once, however often it is spread. */
final class Fragments<T> {
    private final Map<String, FragmentDefinition> definitions = new HashMap<>();
    private final Map<String, T> results = new HashMap<>();
    private final T none;

    /** @param none what to take for a fragment that is not there or spreads itself, which validation refuses */
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
