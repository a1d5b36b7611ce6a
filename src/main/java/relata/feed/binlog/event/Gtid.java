package relata.feed.binlog.event;

import java.util.regex.Pattern;

/** The name of a transaction: MariaDB's global transaction id, as in `0-1-41`. */
public record Gtid(long domain, long server, long sequence) {
    /** A domain beyond those of MariaDB: what is in it is the same at all nodes of a cluster. */
    static final long CLUSTER = 1L << 32;

    private static final Pattern FORM = Pattern.compile("(\\d{1,10})-(\\d{1,10})-(\\d{1,18})");

    /**
     * The name of a transaction of a Galera cluster. GTIDs are only a node's own count, but all nodes have the same
     * sequence number and time for a transaction.
     *
     * @param seconds when it was committed, or 0 if that is not known
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

    /** Whether both can be names of one transaction of a cluster. */
    boolean matches(Gtid other) {
        return sequence == other.sequence && (server == 0 || other.server == 0 || server == other.server);
    }

    @Override
    public String toString() {
        return domain + "-" + server + "-" + sequence;
    }
}
