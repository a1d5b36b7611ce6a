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

    /** The placeholders of a list's values, padded to a power of two, so that there are few shapes. */
    String bindAll(Collection<?> values) {
        List<Object> padded = new ArrayList<>(values);
        Object last = padded.get(padded.size() - 1);
        while (Integer.bitCount(padded.size()) != 1) {
            padded.add(last);
        }
        return padded.stream().map(this::bind).collect(Collectors.joining(", ", "(", ")"));
    }

    /** Says that a value is a regular expression. */
    void pattern(String pattern, Argument at) {
        patterns.add(pattern, at);
    }

    String alias() {
        return "e" + aliases++;
    }

    /** Runs it: the tuples from an offset on, at most so many. */
    List<Object[]> list(Session session, String hql, int offset, int limit) {
        var query = session.createSelectionQuery(hql, Object[].class);
        for (int i = 0; i < parameters.size(); i++) {
            query.setParameter(i + 1, parameters.get(i));
        }
        query.setFirstResult(offset).setMaxResults(limit);
        return patterns.watch(session, query::getResultList);
    }
}
