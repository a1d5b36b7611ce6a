package relata.feed;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells which statements in the binlog may have changed records without naming them. */
final class Statements {
    private static final Pattern COMMENTS =
            Pattern.compile("^(\\s|/\\*(?!!).*?\\*/|/\\*M?!\\d*|--[^\\n]*\\n|#[^\\n]*\\n)+", Pattern.DOTALL);

    /** What brings no change of a row by itself. */
    private static final Set<String> HARMLESS = Set.of(
            "begin",
            "start",
            "commit",
            "rollback",
            "savepoint",
            "release",
            "grant",
            "revoke",
            "flush",
            "analyze",
            "check",
            "optimize");

    /** What changes records only where it names their table. */
    private static final Set<String> DEFINITIONS = Set.of("create", "alter", "drop", "rename", "truncate");

    private static final Pattern XA = Pattern.compile("xa\\s+(start|begin|end|prepare|rollback)\\b.*", Pattern.DOTALL);
    /** Rows before it are logged all the same, where a table that knows no transactions was changed too. */
    private static final Pattern PARTLY = Pattern.compile("rollback\\s+(work\\s+)?to\\b");

    private static final Pattern NEW = Pattern.compile("create\\s+(?!or\\s+replace).*", Pattern.DOTALL);
    private static final Pattern WHOLE = Pattern.compile("drop\\s+(database|schema)\\b.*", Pattern.DOTALL);

    private final String database;
    private final Pattern ours;

    Statements(String database, Set<String> tables) {
        this.database = database;
        this.ours =
                Pattern.compile("(?<![\\w$])(" + String.join("|", tables) + ")(?![\\w$])", Pattern.CASE_INSENSITIVE);
    }

    /** What is the matter with a statement that ran with that database as its default, or nothing. */
    Optional<String> hazard(String sql, String current) {
        String text = COMMENTS.matcher(sql).replaceFirst("").toLowerCase(Locale.ROOT);
        String verb = text.split("\\W", 2)[0];
        if (PARTLY.matcher(text).lookingAt()) {
            return Optional.of("a transaction that was rolled back in part");
        }
        if (HARMLESS.contains(verb) || XA.matcher(text).matches()) {
            return Optional.empty();
        }
        if (verb.equals("xa")) {
            return Optional.of("a distributed transaction (XA)");
        }
        if (DEFINITIONS.contains(verb)) {
            boolean whole = WHOLE.matcher(text).matches() && names(text, database);
            boolean told = NEW.matcher(text).matches() || !ours.matcher(text).find();
            return told && !whole ? Optional.empty() : Optional.of("a change of a table itself (%s)".formatted(verb));
        }
        boolean elsewhere = !database.equalsIgnoreCase(current) && !names(text, database);
        return elsewhere ? Optional.empty() : Optional.of("a statement instead of rows (%s)".formatted(verb));
    }

    private static boolean names(String text, String database) {
        return Pattern.compile("(?<![\\w$])" + Pattern.quote(database) + "(?![\\w$])", Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .find();
    }
}
