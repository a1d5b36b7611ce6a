package relata.api.document;

import graphql.schema.GraphQLNamedSchemaElement;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import relata.api.RelataSettings;

/**
 * Suggests names of the schema for a misspelt one, unless introspection is disabled: then names must not be revealed.
 */
@Singleton
class Suggestions {
    private static final int MOST = 3;
    private static final int LONGEST = 100;

    private final boolean isOpen;

    Suggestions(RelataSettings settings) {
        this.isOpen = settings.introspection();
    }

    boolean isOpen() {
        return isOpen;
    }

    /** A sentence to add to a message; empty if no name is similar, or suggestions are not allowed. */
    String of(String misspelt, Collection<? extends GraphQLNamedSchemaElement> names) {
        if (!isOpen || misspelt.length() > LONGEST) {
            return "";
        }
        int most = Math.max(1, misspelt.length() / 3);
        var close = names.stream()
                .map(GraphQLNamedSchemaElement::getName)
                .filter(name -> distance(misspelt, name) <= most)
                .sorted(Comparator.<String>comparingInt(name -> distance(misspelt, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .collect(Collectors.joining(", "));
        return close.isEmpty() ? "" : " Did you mean %s?".formatted(close);
    }

    /** How many letters to change, insert, delete or swap with the next one, ignoring case. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    distance[i][j] = i + j;
                    continue;
                }
                int changed = distance[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                distance[i][j] = Math.min(changed, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    distance[i][j] = Math.min(distance[i][j], 1 + distance[i - 2][j - 2]);
                }
            }
        }
        return distance[a.length()][b.length()];
    }
}
