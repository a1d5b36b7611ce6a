package relata.query;

import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.Session;
import relata.api.ApiException;
import relata.api.Argument;
import relata.api.Sizes;

/** Reads a to-many relation of many rows at once. */
final class ListReader {
    private final Session session;

    ListReader(Session session) {
        this.session = session;
    }

    /**
     * Puts the list that a use asks for into each of the parents' rows, which stand under their keys. Where there is an
     * error instead, a row has that for an answer, as if it had been read by itself.
     */
    void read(EntityType<?> parent, Use use, Selection selection, Map<Long, Row> parents) {
        try {
            // to read it as a whole costs the database less, but one list that is too long may crowd out the others
            if (!readLists(parent, use, selection, parents, Cut.of(use).isWhole())) {
                readLists(parent, use, selection, parents, false);
            }
        } catch (ApiException e) {
            parents.values().forEach(row -> row.put(use, e));
        }
    }

    /** Whether the lists are read: not where they were read as a whole, and one is too long. */
    private boolean readLists(
            EntityType<?> parent, Use use, Selection selection, Map<Long, Row> parents, boolean whole) {
        var mappedBy = Attributes.mappedBy(Attributes.get(parent, use.field()));
        Statement statement = new Statement();
        Scope scope = Scope.root(statement, selection.entity());
        String parentKey = scope.path(mappedBy) + ".id";
        var select = new ArrayList<String>();
        RowReader reader = new RowReader(scope, selection, select);
        select.add(parentKey);

        String rest = whole ? whole(scope, use, parentKey, parents) : cut(scope, use, mappedBy, parents);
        String hql = "select " + String.join(", ", select) + scope.from() + rest;
        // one row more than a list may have tells that it is too long
        var tuples = statement.list(session, hql, 0, parents.size() * (Sizes.MOST_OF_A_LIST + 1));
        var children = tuples.stream().collect(Collectors.groupingBy(tuple -> (Long) tuple[select.size() - 1]));
        if (whole && children.values().stream().anyMatch(ListReader::isTooLong)) {
            return false;
        }
        parents.forEach((key, row) -> row.put(use, list(use, children.getOrDefault(key, List.of()), reader)));
        reader.readLists(this);
        return true;
    }

    private static Object list(Use use, List<Object[]> tuples, RowReader reader) {
        return isTooLong(tuples)
                ? tooMany(use)
                : tuples.stream().map(reader::read).toList();
    }

    private static boolean isTooLong(List<?> list) {
        return list.size() > Sizes.MOST_OF_A_LIST;
    }

    private static String whole(Scope scope, Use use, String parentKey, Map<Long, Row> parents) {
        String where = where(scope, use, parentKey, parents);
        return where + " order by " + parentKey + ", " + order(use).clause(scope, false);
    }

    /** The page of each parent is cut inside the database. */
    private static String cut(Scope scope, Use use, String mappedBy, Map<Long, Row> parents) {
        Cut cut = Cut.of(use);
        Statement statement = scope.statement();
        Scope numbered = Scope.root(statement, scope.entity());
        String parentKey = numbered.path(mappedBy) + ".id";
        String where = where(numbered, use, parentKey, parents);
        String order = order(use).clause(numbered, false);
        String positions = "select %s as id, row_number() over (partition by %s order by %s) as position"
                .formatted(numbered.key(), parentKey, order);
        return " join (%s%s%s) n on n.id = %s where n.position > %s and n.position <= %s order by n.position"
                .formatted(
                        positions,
                        numbered.from(),
                        where,
                        scope.key(),
                        statement.bind(cut.offset),
                        statement.bind(cut.offset + Math.min(cut.first, Sizes.MOST_OF_A_LIST + 1)));
    }

    private static String where(Scope scope, Use use, String parentKey, Map<Long, Row> parents) {
        String of = " where " + scope.statement().isIn(parentKey, parents.keySet());
        return use.where() == null ? of : of + " and " + Filter.condition(scope, use.where(), Argument.of("where"));
    }

    private static Order order(Use use) {
        return Order.of((List<?>) use.arguments().get("orderBy"), Argument.of("orderBy"));
    }

    private static ApiException tooMany(Use use) {
        return ApiException.limitExceeded(
                "list",
                Sizes.MOST_OF_A_LIST,
                "A list has at most %,d rows for one parent, and `%s` would have more: page through the connection of that name in Query."
                        .formatted(Sizes.MOST_OF_A_LIST, use.field()));
    }

    private record Cut(long offset, long first) {
        static Cut of(Use use) {
            return new Cut(number(use, "offset", 0), number(use, "first", Long.MAX_VALUE));
        }

        private static long number(Use use, String name, long otherwise) {
            if (!(use.arguments().get(name) instanceof Integer given)) {
                return otherwise;
            }
            if (given < 0) {
                throw ApiException.badUserInput(Argument.of(name), name + " must not be negative");
            }
            return given;
        }

        boolean isWhole() {
            return offset == 0 && first == Long.MAX_VALUE;
        }
    }
}
