package relata.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.mariadb.jdbc.HostAddress;

/**
 * Whether a database server answers. It is asked again and again, on a connection that is kept for that. While it does
 * not, connections to it are refused, and those who wait for an answer are freed. A timeout of each statement could not
 * do that, since one may well take longer than the server may be silent.
 */
public final class NodePulse implements AutoCloseable {
    /** How long a server may be silent. */
    public static final int PATIENCE_MILLIS = 2_000;

    private static final Logger LOG = Logger.getLogger(NodePulse.class);

    private final DatabaseServers servers;
    private final HostAddress host;
    private final Question question;
    private final Runnable missed;
    private final ScheduledExecutorService timer;
    private volatile boolean beats = true;
    private Connection connection;

    /** What the server is asked. */
    @FunctionalInterface
    public interface Question {
        void ask(Connection connection) throws SQLException;
    }

    /** @param missed called when it does not answer */
    public NodePulse(DatabaseServers servers, HostAddress host, Question question, Runnable missed) {
        this.servers = servers;
        this.host = host;
        this.question = question;
        this.missed = missed;
        timer = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "pulse of " + name()));
    }

    public NodePulse start(int periodMillis) {
        timer.scheduleWithFixedDelay(this::beat, 0, periodMillis, TimeUnit.MILLISECONDS);
        return this;
    }

    /** Host and port. */
    public String name() {
        return host.host + ":" + host.port;
    }

    public boolean beats() {
        return beats;
    }

    private void beat() {
        try {
            if (connection == null) {
                connection = servers.connect(host);
            }
            question.ask(connection);
            if (!beats) {
                DatabaseSockets.open(host);
                beats = true;
                LOG.infof("The database at %s is back", name());
            }
        } catch (SQLException | RuntimeException e) {
            miss(e.getMessage());
            giveUp();
        }
    }

    /** From then on it is taken for away, until it answers again. */
    public void miss(String why) {
        if (beats) {
            beats = false;
            LOG.errorf("The database at %s cannot be reached: %s", name(), why);
        }
        DatabaseSockets.close(host);
        missed.run();
    }

    private void giveUp() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("A lost connection can't be closed", e);
        } finally {
            connection = null;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
