package relata.transaction;

import java.util.regex.Pattern;

/**
 * A failure for the log, without values: quoted text in its messages may be personal data, as in `Duplicate entry '…'
 * for key`.
 */
final class Redacted extends Throwable {
    /** From the first quotation mark to the last of its kind, since the value may contain others. */
    private static final Pattern QUOTED = Pattern.compile("'.*'|\".*\"", Pattern.DOTALL);

    private final String text;

    private Redacted(Throwable failure, int depth) {
        super(null, failure.getCause() == null || depth == 0 ? null : new Redacted(failure.getCause(), depth - 1));
        text = failure.getMessage() == null
                ? failure.getClass().getName()
                : failure.getClass().getName() + ": "
                        + QUOTED.matcher(failure.getMessage()).replaceAll("'…'");
        setStackTrace(failure.getStackTrace());
        for (Throwable suppressed : depth == 0 ? new Throwable[0] : failure.getSuppressed()) {
            addSuppressed(new Redacted(suppressed, depth - 1));
        }
    }

    /** The same failure, with its causes and suppressed exceptions, without values. */
    static Redacted of(Throwable failure) {
        return new Redacted(failure, 20);
    }

    @Override
    public String toString() {
        return text;
    }
}
