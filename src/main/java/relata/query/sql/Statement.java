package relata.query.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import relata.query.mapping.Tables;
import relata.query.run.Operand;
import relata.query.run.Parameter;
import relata.query.run.Part;

/** What the parts of one statement share while it is written: its parameters and its aliases. */
public final class Statement {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\?(\\d+)");

    private final Tables tables;
    private final List<Sql.Bound> parameters = new ArrayList<>();
    private final List<Sql.Regex> patterns = new ArrayList<>();
    private Part part;
    private int aliases;
    private boolean locking;

    public Statement(Tables tables) {
        this.tables = tables;
    }

    /** Makes the subqueries read what is committed now, and lock it against changes by others. */
    public Statement locking() {
        locking = true;
        return this;
    }

    /** The locking clause of a subquery. */
    String lock() {
        return locking ? " lock in share mode" : "";
    }

    public Tables tables() {
        return tables;
    }

    /** The placeholder of a value. */
    public String bind(Parameter parameter) {
        parameters.add(new Sql.Bound(parameter, part));
        return "?" + (parameters.size() - 1);
    }

    /** Marks a value as a regular expression. */
    void pattern(Operand value) {
        patterns.add(new Sql.Regex(value, part));
    }

    /** Writes something that only a part of the response depends on: an invalid value in it fails only that part. */
    public <T> T within(Part fallible, Supplier<T> writing) {
        Part before = part;
        part = fallible;
        try {
            return writing.get();
        } finally {
            part = before;
        }
    }

    String alias() {
        return "e" + aliases++;
    }

    /** The whole statement, in which placeholders may occur in any order, and more than once. */
    public Sql finish(String text) {
        var inOrder = new ArrayList<Sql.Bound>();
        String sql = PLACEHOLDER.matcher(text).replaceAll(placeholder -> {
            inOrder.add(parameters.get(Integer.parseInt(placeholder.group(1))));
            return Matcher.quoteReplacement("?");
        });
        return new Sql(sql, List.copyOf(inOrder), List.copyOf(patterns));
    }
}
