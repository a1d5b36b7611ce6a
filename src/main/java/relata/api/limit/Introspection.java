package relata.api.limit;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import relata.api.ErrorCode;
import relata.api.RelataSettings;
import relata.api.message.RefusedException;

/**
 * Admits the introspection queries of tools, if introspection is enabled. The schema is cyclic (types have fields,
 * which have types), so a small document could ask for a huge answer; but tools select each list once.
 */
@Singleton
class Introspection {
    private static final Set<String> ROOTS = Set.of("__schema", "__type");
    private static final Set<String> LISTS = Set.of("fields", "inputFields", "interfaces", "possibleTypes");
    private static final String DEPTH = "depth";

    private final boolean isOn;
    private final LimitSettings settings;

    Introspection(RelataSettings switches, LimitSettings settings) {
        this.isOn = switches.introspection();
        this.settings = settings;
    }

    static boolean isRoot(Field field) {
        return ROOTS.contains(field.getName());
    }

    /** @throws RefusedException if a document introspects too much, or at all while introspection is disabled */
    void check(Document document) {
        var fragments = new Fragments<>(document, Map.<String, Integer>of());
        for (var operation : document.getDefinitionsOfType(OperationDefinition.class)) {
            check(count(operation.getSelectionSet(), fragments));
        }
    }

    private void check(Map<String, Integer> counts) {
        if (ROOTS.stream().noneMatch(counts::containsKey)) {
            return;
        }
        if (!isOn) {
            throw new RefusedException(
                    ErrorCode.GRAPHQL_VALIDATION_FAILED, "Introspection is disabled: only __typename is available.");
        }
        counts.forEach((name, count) -> {
            boolean isDepth = name.equals(DEPTH);
            int most = isDepth ? settings.introspectionDepth() : settings.introspections();
            if (count > most) {
                throw RefusedException.limitExceeded(
                        "relata.limits." + (isDepth ? "introspection-depth" : "introspections"),
                        most,
                        isDepth
                                ? "The introspection is nested too deeply: at most %d levels are allowed."
                                        .formatted(most)
                                : "The introspection selects %s too often: at most %d are allowed."
                                        .formatted(name, most));
            }
        });
    }

    /** Counts how often each limited field is selected, and how deep the selections are nested. */
    private static Map<String, Integer> count(SelectionSet selections, Fragments<Map<String, Integer>> fragments) {
        var counts = new TreeMap<String, Integer>();
        var all = selections == null ? List.<Selection>of() : selections.getSelections();
        for (Selection<?> selection : all) {
            count(selection, fragments)
                    .forEach((name, count) ->
                            counts.merge(name, count, name.equals(DEPTH) ? Math::max : Introspection::sum));
        }
        return counts;
    }

    private static Map<String, Integer> count(Selection<?> selection, Fragments<Map<String, Integer>> fragments) {
        if (selection instanceof FragmentSpread spread) {
            return fragments.get(spread.getName(), fragment -> count(fragment.getSelectionSet(), fragments));
        }
        if (selection instanceof InlineFragment inline) {
            return count(inline.getSelectionSet(), fragments);
        }
        var field = (Field) selection;
        var counts = count(field.getSelectionSet(), fragments);
        counts.merge(DEPTH, 1, Introspection::sum);
        if (ROOTS.contains(field.getName()) || LISTS.contains(field.getName())) {
            counts.merge(field.getName(), 1, Introspection::sum);
        }
        return counts;
    }

    private static int sum(int one, int other) {
        return Math.min(1_000_000, one + other);
    }
}
