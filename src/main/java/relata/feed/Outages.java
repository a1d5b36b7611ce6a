package relata.feed;

import com.github.shyiko.mysql.binlog.network.ServerException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** What becomes of the feed while the binlog cannot be followed, told once in the log for each reason. */
final class Outages {
    private static final Logger LOG = Logger.getLogger(Outages.class);
    private static final int ACCESS_DENIED = 1227;
    static final int REFUSED_POSITION = 1236;

    private final Feed feed;
    private final Duration patience;
    private final Counter disconnections;
    private String told = "";
    /** When the database was lost; null where it is there. */
    private Instant lostAt;

    Outages(Feed feed, ChangesSettings settings, MeterRegistry meters) {
        this.feed = feed;
        this.patience = settings.patience();
        this.disconnections = meters.counter("relata.changes.disconnections");
    }

    /** The binlog is followed again. */
    void end() {
        told = "";
        lostAt = null;
    }

    /** It is not followed, or still not, and that is why. */
    void note(Throwable e) {
        if (e instanceof BinlogUnavailableException) {
            unavailable(e.getMessage());
        } else if (e instanceof ServerException refusal && refusal.getErrorCode() == ACCESS_DENIED) {
            unavailable("The database user needs the privilege REPLICATION SLAVE");
        } else if (e instanceof ServerException refusal && refusal.getErrorCode() == REFUSED_POSITION) {
            LOG.errorf("The binlog does not go on where the change feed was: %s", e.getMessage());
            feed.close("The database does not keep the changes since then");
        } else if (isDistrusted(e)) {
            unavailable("The certificate of the database server is not trusted: name it, or who has signed it, in the"
                    + " parameter serverSslCert of the JDBC URL");
        } else if (e instanceof IOException || e instanceof SQLException) {
            disconnected(e);
        } else {
            LOG.error("The change feed failed", e);
            feed.close("The change feed failed");
        }
    }

    private static boolean isDistrusted(Throwable e) {
        return e != null && (e instanceof CertificateException || isDistrusted(e.getCause()));
    }

    private void unavailable(String reason) {
        if (isNews(reason)) {
            LOG.warnf("There is no change feed. %s", reason);
        }
        feed.close(reason);
    }

    /** The feed goes on from where it was, and so do streams, if that is soon. */
    private void disconnected(Throwable e) {
        if (lostAt == null) {
            lostAt = Instant.now();
            disconnections.increment();
        }
        if (isNews(e.toString())) {
            LOG.warnf("The change feed has lost the database, and tries again: %s", e);
        }
        if (!feed.isOpen()) {
            feed.close("The database cannot be reached now");
        } else if (lostAt.plus(patience).isBefore(Instant.now())) {
            feed.endStreams("The database cannot be reached now");
        }
    }

    private boolean isNews(String reason) {
        boolean news = !reason.equals(told);
        told = reason;
        return news;
    }
}
