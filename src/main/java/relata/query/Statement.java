package relata.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.hibernate.Session;
import relata.api.Argument;

/**
 * What the parts of one HQL statement share: its parameters and its aliases. Every value goes in as a parameter, so
 * that statements of the same shape are the same text, which Hibernate translates once.
 */
final class Statement {
    private final List<Object> parameters = new ArrayList<>();
    private final Patterns patterns = new Patterns();
    private int aliases;

    /** The placeholder of a value. */
    String bind(Object value) {
        parameters.add(value);
        return "?" + parameters.size();
    }

    /**
     * The condition that an expression has one of some values. They are padded to a power of two, so that there are few
     * shapes; for a single one it is no IN list, which Hibernate would translate anew each time.
     */
    String isIn(String expression, Collection<?> values) {
        List<Object> padded = new ArrayList<>(values);
        if (padded.size() == 1) {
            return expression + " = " + bind(padded.get(0));
        }
        Object last = padded.get(padded.size() - 1);
        while (Integer.bitCount(padded.size()) != 1) {
            padded.add(last);
        }
        return padded.stream().map(this::bind).collect(Collectors.joining(", ", expression + " in (", ")"));
    }

    /** Says that a value is a regular expression. */
    void pattern(String pattern, Argument at) {
        patterns.add(pattern, at);
    }

    String alias() {
        return "e" + aliases++;
    }

    /** Runs it: the tuples from an offset on, at most so many, where they are not too many for one operation. */
    List<Object[]> list(Session session, String hql, int offset, int limit) {
        // as parameters of the statement: with setMaxResults Hibernate would translate it anew each time
        String cut = " limit " + bind(RowLimit.cut(limit)) + (offset == 0 ? "" : " offset " + bind(offset));
        Translations.expect(hql + cut, session);
        var query = session.createSelectionQuery(hql + cut, Object[].class);
        for (int i = 0; i < parameters.size(); i++) {
            query.setParameter(i + 1, parameters.get(i));
        }
        return patterns.watch(session, () -> {
            var tuples = query.getResultList();
            StatementNotes.rows(tuples.size());
            RowLimit.take(tuples.size());
            return tuples;
        });
    }
}
