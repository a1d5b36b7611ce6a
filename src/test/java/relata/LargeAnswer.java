package relata;

/** Asks for more than fits between a server and a client that reads nothing, though it is little work. */
public final class LargeAnswer {
    private static final int NAME = 12_000;

    private LargeAnswer() {}

    /** So many fields of a record, with long names. */
    public static String fields(int count) {
        var fields = new StringBuilder();
        for (int i = 0; i < count; i++) {
            fields.append("a".repeat(NAME)).append(i).append(": label ");
        }
        return fields.toString();
    }

    /** What they take at least, in bytes. */
    public static int bytes(int count) {
        return count * NAME;
    }
}
