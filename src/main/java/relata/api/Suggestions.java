package relata.api;

import graphql.schema.GraphQLNamedSchemaElement;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** Suggests names of the schema for a misspelt one, unless introspection is off: then they are not to be told. */
@ApplicationScoped
class Suggestions {
    private static final int MOST = 3;
    private static final int LONGEST = 100;

    private final boolean isOpen;

    Suggestions(RelataSettings settings) {
        this.isOpen = settings.introspection();
    }

    /** A sentence to add to a message; empty if no name is close, or none may be told. */
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

    /** Levenshtein's distance, ignoring case. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
