package relata.feed.binlog.event;

import java.util.regex.Pattern;

/** The ID of a transaction: MariaDB's global transaction ID, such as `0-1-41`. */
public record Gtid(long domain, long server, long sequence) {
    /** A domain outside MariaDB's range; its IDs are the same on all nodes of a cluster. */
    static final long CLUSTER = 1L << 32;

    private static final Pattern FORM = Pattern.compile("(\\d{1,10})-(\\d{1,10})-(\\d{1,18})");

    /**
     * The ID of a transaction of a Galera cluster. GTIDs are local to a node, but all nodes have the same sequence
     * number and time for a transaction.
     *
     * @param seconds the time of the commit, or 0 if unknown
     */
    public static Gtid ofCluster(long sequence, long seconds) {
        return new Gtid(CLUSTER, seconds, sequence);
    }

    public static Gtid parse(String text) {
        var parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(text);
        }
        return new Gtid(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)));
    }

    /** Whether both can be IDs of the same transaction of a cluster. */
    boolean matches(Gtid other) {
        return sequence == other.sequence && (server == 0 || other.server == 0 || server == other.server);
    }

    @Override
    public String toString() {
        return domain + "-" + server + "-" + sequence;
    }
}
