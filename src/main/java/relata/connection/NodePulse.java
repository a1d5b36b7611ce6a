package relata.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.mariadb.jdbc.HostAddress;

/**
 * Whether a database server responds. It is polled on a dedicated connection. While it does not respond, connections to
 * it are refused, and threads waiting for it are released. A statement timeout could not do that, since a statement may
 * well take longer than the server may be silent.
 */
public final class NodePulse implements AutoCloseable {
    /** How long a server may be silent. */
    public static final int PATIENCE_MILLIS = 2_000;

    /** A node that was frozen responds for a while before it notices that the others have gone on without it. */
    private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(4);

    private static final Logger LOG = Logger.getLogger(NodePulse.class);

    private final DatabaseServers servers;
    private final HostAddress host;
    private final Question question;
    private final BooleanSupplier isNeeded;
    private final Runnable turned;
    private final ScheduledExecutorService timer;
    private volatile boolean beats = true;
    private Connection connection;
    /** When it last failed to respond. */
    private long missedAt;

    /** The query for polling the server. */
    @FunctionalInterface
    public interface Question {
        void ask(Connection connection) throws SQLException;
    }

    /**
     * @param isNeeded whether it is used as soon as it responds again, since there is no other
     * @param turned called when it stops responding, and when it is used again
     */
    public NodePulse(
            DatabaseServers servers, HostAddress host, Question question, BooleanSupplier isNeeded, Runnable turned) {
        this.servers = servers;
        this.host = host;
        this.question = question;
        this.isNeeded = isNeeded;
        this.turned = turned;
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
            if (!beats && (isNeeded.getAsBoolean() || System.nanoTime() - missedAt > STEADY_NANOS)) {
                DatabaseSockets.unblock(host);
                turn(true);
                LOG.infof("The database at %s is available again", name());
            }
        } catch (Throwable e) {
            // errors too: otherwise polling would end
            miss(e);
        }
    }

    private void miss(Throwable failure) {
        giveUp();
        missedAt = System.nanoTime();
        // every time, since a thread may just have connected
        DatabaseSockets.block(host);
        if (beats) {
            LOG.errorf("The database at %s cannot be reached: %s", name(), failure.getMessage());
            turn(false);
        }
    }

    private void turn(boolean answers) {
        beats = answers;
        turned.run();
    }

    private void giveUp() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("A lost connection cannot be closed", e);
        } finally {
            connection = null;
        }
    }

    @Override
    public void close() {
        timer.execute(this::giveUp);
        timer.shutdown();
    }
}
