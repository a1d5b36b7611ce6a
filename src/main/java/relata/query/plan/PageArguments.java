package relata.query.plan;

import jakarta.persistence.metamodel.EntityType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import relata.api.ApiException;
import relata.api.Argument;
import relata.api.limit.Sizes;
import relata.query.sql.Cursor;
import relata.query.sql.Order;

/**
 * Which page of a list is requested.
 *
 * @param size the maximum number of rows
 * @param backward whether rows are taken from the end, before the cursor
 * @param cursor the position to start after, in the direction of reading; null for the list's own start or end
 * @param offset how many rows to skip
 */
public record PageArguments(int size, boolean backward, String cursor, int offset) {
    private static final List<List<String>> ALLOWED = List.of(
            List.of(),
            List.of("first"),
            List.of("after"),
            List.of("offset"),
            List.of("first", "after"),
            List.of("first", "offset"),
            List.of("last"),
            List.of("before"),
            List.of("last", "before"));

    /**
     * Reads a connection's arguments, as in Relay's Cursor Connections Specification.
     *
     * @throws ApiException BAD_USER_INPUT if they are out of range, or cannot be combined
     */
    public static PageArguments of(Map<String, Object> arguments) {
        var given = Stream.of("first", "after", "last", "before", "offset")
                .filter(name -> arguments.get(name) != null)
                .toList();
        if (ALLOWED.stream().noneMatch(allowed -> allowed.size() == given.size() && allowed.containsAll(given))) {
            String message = "%s cannot be used together: use first with after or offset, or last with before."
                    .formatted(String.join(", ", given));
            throw ApiException.badUserInput(Argument.of(given.get(given.size() - 1)), message);
        }
        boolean backward = given.contains("last") || given.contains("before");
        return new PageArguments(
                number(arguments, backward ? "last" : "first", Sizes.PAGE, Sizes.MOST_OF_A_PAGE),
                backward,
                (String) arguments.get(backward ? "before" : "after"),
                number(arguments, "offset", 0, Integer.MAX_VALUE));
    }

    private static int number(Map<String, Object> arguments, String name, int otherwise, int most) {
        if (!(arguments.get(name) instanceof Integer given)) {
            return otherwise;
        }
        if (given < 0 || given > most) {
            throw ApiException.badUserInput(
                    Argument.of(name), "%s must be from 0 to %,d, but is %,d".formatted(name, most, given));
        }
        return given;
    }

    /**
     * The values of the cursor; null if there is none.
     *
     * @throws ApiException BAD_USER_INPUT if it is of another list, or of another order
     */
    public List<?> position(EntityType<?> entity, List<?> orderBy) {
        return cursor == null
                ? null
                : Cursor.read(Order.of(entity, orderBy), entity, cursor, Argument.of(backward ? "before" : "after"));
    }
}
