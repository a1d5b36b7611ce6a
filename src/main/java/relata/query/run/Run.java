package relata.query.run;

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

/** One request that a plan answers: its values, what was read for it, and the response as it is written. */
public final class Run {
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

    /** @param path that of the field to answer */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Run(List<Object> values, Layout layout, ResultPath path) {
        this.values = values;
        this.failures = new ApiException[layout.parts()];
        this.lists = new Map[layout.lists()];
        this.root = path;
    }

    public Work work() {
        return work;
    }

    Object value(Shape.Leaf leaf) {
        return values.get(leaf.index());
    }

    /** The value of the cursor for the order's key at that index. */
    public Object position(int key) {
        return position.get(key);
    }

    public Run at(List<?> cursor) {
        position = cursor;
        return this;
    }

    /** The key at that index among those whose records or lists are read next; past the end, the last one repeats. */
    public Long key(int index) {
        return keys.get(Math.min(index, keys.size() - 1));
    }

    public Run of(List<Long> given) {
        keys = given;
        return this;
    }

    /** Sets the maximum number of rows of the next statement. */
    public Run limit(long rows) {
        limit = rows;
        return this;
    }

    public Long limit() {
        return limit;
    }

    /** Sets the maximum number of rows of the page, and how many to skip before it. */
    public void page(long rows, long offset) {
        most = rows;
        skipped = offset;
    }

    public Long most() {
        return most;
    }

    public Long offset() {
        return skipped;
    }

    /** Sets the page that is written. */
    public void show(Page read) {
        page = read;
    }

    public Page page() {
        return page;
    }

    public boolean hasFailed(Part part) {
        return part != null && failure(part) != null;
    }

    public ApiException failure(Part part) {
        return part.broken() != null ? part.broken() : failures[part.index()];
    }

    /** Records why a part fails, or throws it if that is the whole field. */
    public void fail(Part part, ApiException why) {
        if (part == null) {
            throw why;
        }
        failures[part.index()] = why;
    }

    /** Whether this is known to be a regular expression. */
    public boolean isValid(String pattern) {
        return patterns.contains(pattern);
    }

    public void valid(String pattern) {
        patterns.add(pattern);
    }

    /** Sets the rows of a list, by the keys of their parents. */
    public void rows(int list, Map<Long, List<Object[]>> rows) {
        lists[list] = rows;
    }

    public List<Object[]> rows(int list, Long parent) {
        return lists[list].getOrDefault(parent, List.of());
    }

    // the response

    public JsonBuffer json() {
        return json;
    }

    /** Starts another response. */
    public void startAnswer(ResultPath at) {
        json = new JsonBuffer();
        root = at;
        path.clear();
    }

    public List<GraphQLError> errors() {
        return errors;
    }

    /** Counts a value of the response. */
    public void count() {
        work.budget().countValue();
    }

    public void enter(Object fieldOrIndex) {
        path.addLast(fieldOrIndex);
    }

    public void leave() {
        path.removeLast();
    }

    /** Adds an error of a field below the current path. */
    public void error(String field, ApiException failure, SourceLocation location) {
        var at = root;
        for (Object step : path) {
            at = step instanceof Integer index ? at.segment(index) : at.segment((String) step);
        }
        for (var problem : failure.problems()) {
            errors.add(Errors.of(problem, at.segment(field), location));
        }
    }
}
