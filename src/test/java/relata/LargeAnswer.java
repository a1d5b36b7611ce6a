package relata;

/** Selects more than fits into the buffers between a server and a client that reads nothing, at little cost. */
public final class LargeAnswer {
    private static final int NAME = 12_000;

    private LargeAnswer() {}

    /** That many fields of a record, with long aliases. */
    public static String fields(int count) {
        var fields = new StringBuilder();
        for (int i = 0; i < count; i++) {
            fields.append("a".repeat(NAME)).append(i).append(": label ");
        }
        return fields.toString();
    }

    /** The minimum size of their response, in bytes. */
    public static int bytes(int count) {
        return count * NAME;
    }
}
