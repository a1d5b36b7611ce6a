package relata.feed.binlog.event;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds binlog statements that may have changed records without naming them. */
public final class DdlClassifier {
    /** The start of an executable comment, whose content is executed. */
    private static final Pattern EXECUTABLE = Pattern.compile("/\\*M?!\\d*");

    private static final Pattern COMMENT =
            Pattern.compile("/\\*.*?(\\*/|\\z)|#[^\\n]*|--(?=[ \\p{Cntrl}])[^\\n]*", Pattern.DOTALL);

    /** Statements that change no row by themselves. */
    private static final Pattern HARMLESS = Pattern.compile("(begin|commit|rollback)( work)?|"
            + "(start transaction|savepoint|release savepoint|grant|revoke|flush|xa (start|begin|end|prepare|rollback)"
            + "|check (table|view)|(analyze|optimize) ((no_write_to_binlog|local) )?tables?)\\b.*");

    /** Statements that change records only if they name their table. */
    private static final Set<String> DEFINITIONS = Set.of("create", "alter", "drop", "rename", "truncate");

    /** Rows before it are still logged if a non-transactional table was changed too. */
    private static final Pattern PARTLY = Pattern.compile("rollback( work)? to\\b.*");

    private static final Pattern WHOLE = Pattern.compile("(drop|create or replace) (database|schema)\\b.*");
    private static final Pattern REPLACE = Pattern.compile("\\breplace\\b");

    private final String database;
    private final Pattern ours;

    public DdlClassifier(String database, Set<String> tables) {
        this.database = database;
        this.ours =
                Pattern.compile("(?<![\\w$])(" + String.join("|", tables) + ")(?![\\w$])", Pattern.CASE_INSENSITIVE);
    }

    /** Why a statement that ran with that default database is a gap; empty if it is none. */
    public Optional<String> gap(String sql, String current) {
        // names in comments count too: too many gaps are better than one too few
        String text = EXECUTABLE.matcher(sql).replaceAll(" ").toLowerCase(Locale.ROOT);
        String words = words(text);
        String verb = words.split(" ", 2)[0];
        if (PARTLY.matcher(words).matches()) {
            return Optional.of("a transaction that was rolled back in part");
        }
        if (HARMLESS.matcher(words).matches()) {
            return Optional.empty();
        }
        if (verb.equals("xa")) {
            return Optional.of("a distributed transaction (XA)");
        }
        if (DEFINITIONS.contains(verb)) {
            boolean whole = WHOLE.matcher(words).matches() && names(text, database);
            boolean isNew = verb.equals("create") && !REPLACE.matcher(text).find();
            boolean told = isNew || !ours.matcher(text).find();
            return told && !whole
                    ? Optional.empty()
                    : Optional.of("a change to a table definition (%s)".formatted(verb));
        }
        boolean elsewhere = !database.equalsIgnoreCase(current) && !names(text, database);
        return elsewhere ? Optional.empty() : Optional.of("a statement instead of rows (%s)".formatted(verb));
    }

    /** The words of a statement, without its layout. Only those before the first quotation mark are reliable. */
    private static String words(String text) {
        return COMMENT.matcher(text).replaceAll(" ").replaceAll("\\W+", " ").strip();
    }

    private static boolean names(String text, String database) {
        return Pattern.compile("(?<![\\w$])" + Pattern.quote(database) + "(?![\\w$])", Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .find();
    }
}
