package relata.query;

import graphql.GraphQLError;
import graphql.execution.ResultPath;
import graphql.language.SourceLocation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import relata.api.ApiException;
import relata.api.message.Errors;
import relata.api.message.JsonBuffer;
import relata.transaction.Work;

/** One request that is answered by a plan: its values, what was read for it, and the answer as it is written. */
final class Run {
    private final Work work = Work.current();
    private final List<Object> values;
    private final ApiException[] failures;
    private final Map<Long, List<Object[]>>[] lists;
    private final List<GraphQLError> errors = new ArrayList<>();
    private final Set<String> patterns = new HashSet<>();
    private ResultPath root;
    private final Deque<Object> path = new ArrayDeque<>();
    private JsonBuffer json = new JsonBuffer();
    private List<?> position;
    private List<Long> keys;
    private Page page;
    private long limit;
    private long most;
    private long skipped;

    /** @param path that of the field whose answer it is */
    @SuppressWarnings({"unchecked", "rawtypes"})
    Run(List<Object> values, Layout layout, ResultPath path) {
        this.values = values;
        this.failures = new ApiException[layout.parts()];
        this.lists = new Map[layout.lists()];
        this.root = path;
    }

    Work work() {
        return work;
    }

    Object value(Shape.Leaf leaf) {
        return values.get(leaf.index());
    }

    /** The value of a cursor for the order's key of that number. */
    Object position(int key) {
        return position.get(key);
    }

    Run at(List<?> cursor) {
        position = cursor;
        return this;
    }

    /**
     * The key of that number among those whose records or lists are read next; the last one stands for all behind it.
     */
    Long key(int index) {
        return keys.get(Math.min(index, keys.size() - 1));
    }

    Run of(List<Long> given) {
        keys = given;
        return this;
    }

    /** Sets how many rows the next statement gives at most. */
    Run limit(long rows) {
        limit = rows;
        return this;
    }

    Long limit() {
        return limit;
    }

    /** Sets how many rows the page has at most, and how many are skipped before it. */
    void page(long rows, long offset) {
        most = rows;
        skipped = offset;
    }

    Long most() {
        return most;
    }

    Long offset() {
        return skipped;
    }

    /** Sets the page that is written. */
    void show(Page read) {
        page = read;
    }

    Page page() {
        return page;
    }

    boolean hasFailed(Part part) {
        return part != null && failure(part) != null;
    }

    ApiException failure(Part part) {
        return part.broken() != null ? part.broken() : failures[part.index()];
    }

    /** Notes why a part fails, or throws that if it is the whole field. */
    void fail(Part part, ApiException why) {
        if (part == null) {
            throw why;
        }
        failures[part.index()] = why;
    }

    /** Whether it is known that this is a regular expression. */
    boolean isValid(String pattern) {
        return patterns.contains(pattern);
    }

    void valid(String pattern) {
        patterns.add(pattern);
    }

    /** Sets the rows of a list, by the keys of their parents. */
    void rows(int list, Map<Long, List<Object[]>> rows) {
        lists[list] = rows;
    }

    List<Object[]> rows(int list, Long parent) {
        return lists[list].getOrDefault(parent, List.of());
    }

    // what is written

    JsonBuffer json() {
        return json;
    }

    /** Begins another answer. */
    void startAnswer(ResultPath at) {
        json = new JsonBuffer();
        root = at;
        path.clear();
    }

    List<GraphQLError> errors() {
        return errors;
    }

    /** Counts a value. */
    void count() {
        work.budget().countValue();
    }

    void enter(Object fieldOrIndex) {
        path.addLast(fieldOrIndex);
    }

    void leave() {
        path.removeLast();
    }

    /** Adds an error of a field below the current place. */
    void error(String field, ApiException failure, SourceLocation location) {
        var at = root;
        for (Object step : path) {
            at = step instanceof Integer index ? at.segment(index) : at.segment((String) step);
        }
        for (var problem : failure.problems()) {
            errors.add(Errors.of(problem, at.segment(field), location));
        }
    }
}
