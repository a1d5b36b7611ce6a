package relata.feed.binlog;

import java.util.regex.Pattern;

/** The name of a transaction: MariaDB's global transaction id, as in `0-1-41`. */
public record Gtid(long domain, long server, long sequence) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,10})-(\\d{1,10})-(\\d{1,18})");

    public static Gtid parse(String text) {
        var parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(text);
        }
        return new Gtid(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)));
    }

    @Override
    public String toString() {
        return domain + "-" + server + "-" + sequence;
    }
}
