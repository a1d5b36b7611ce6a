package relata.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Held by one server at a time, for a database or a cluster, where neither Flyway's lock nor row locks reach beyond a
 * node. It is a row with the owner's name: if several servers replace it at once, only one commit is accepted. As a
 * heartbeat, the owner increments a counter in the row; if that stops, the next server takes over.
 */
final class MigrationLock implements AutoCloseable {
    static final String TABLE = "migration_lock";

    private static final Logger LOG = Logger.getLogger(MigrationLock.class);
    private static final int NO_SUCH_TABLE = 1146;
    private static final long BEAT_MILLIS = 1_000;
    private static final long POLL_MILLIS = 200;
    private static final long GIVE_UP_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final DataSource database;
    private final long deadNanos;
    private final String owner = UUID.randomUUID().toString();
    private final Thread beat = new Thread(this::beat, "migration lock");

    /** @param deadMillis how long an owner may be silent */
    MigrationLock(DataSource database, long deadMillis) {
        this.database = database;
        this.deadNanos = TimeUnit.MILLISECONDS.toNanos(deadMillis);
    }

    private record State(String owner, long beats) {
        boolean isFree() {
            return owner.isEmpty();
        }
    }

    /**
     * Returns once the lock is held.
     *
     * @throws SQLException if the database is unreachable, or refuses it
     */
    MigrationLock acquire() throws SQLException, InterruptedException {
        State seen = null;
        long since = System.nanoTime();
        long working = since;
        while (true) {
            try (var connection = database.getConnection()) {
                connection.setAutoCommit(true);
                State state = state(connection);
                working = System.nanoTime();
                if (!state.equals(seen)) {
                    log(seen, state);
                    seen = state;
                    since = working;
                }
                boolean isDead = working - since > deadNanos;
                if ((state.isFree() || isDead) && replace(connection, state, owner)) {
                    beat.setDaemon(true);
                    beat.start();
                    return this;
                }
            } catch (SQLException | RuntimeException e) {
                // another server was faster, or the connection was lost
                if (System.nanoTime() - working > GIVE_UP_NANOS) {
                    throw e;
                }
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static void log(State before, State now) {
        if (!now.isFree() && (before == null || !before.owner.equals(now.owner))) {
            LOG.info("Another server is migrating the database. Waiting for it to finish");
        }
    }

    private static State state(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select owner, beats from " + TABLE)) {
            if (row.next()) {
                return new State(row.getString(1), row.getLong(2));
            }
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_TABLE) {
                throw e;
            }
        }
        create(connection);
        return new State("", 0);
    }

    private static void create(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("create table if not exists " + TABLE
                    + " (id tinyint primary key, owner varchar(36) not null, beats bigint not null)");
            statement.execute("insert ignore into " + TABLE + " (id, owner, beats) values (1, '', 0)");
        }
    }

    private static boolean replace(Connection connection, State old, String owner) throws SQLException {
        try (var update = connection.prepareStatement(
                "update " + TABLE + " set owner = ?, beats = beats + 1 where owner = ? and beats = ?")) {
            update.setString(1, owner);
            update.setString(2, old.owner);
            update.setLong(3, old.beats);
            return update.executeUpdate() == 1;
        }
    }

    private void beat() {
        try {
            while (true) {
                Thread.sleep(BEAT_MILLIS);
                update("beats = beats + 1");
            }
        } catch (InterruptedException e) {
            // released
        }
    }

    private void update(String values) {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement("update " + TABLE + " set " + values + " where owner = ?")) {
            connection.setAutoCommit(true);
            update.setString(1, owner);
            update.executeUpdate();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("The migration lock could not be updated", e);
        }
    }

    /** Releases the lock. If the database cannot be reached, the next server waits until this one counts as dead. */
    @Override
    public void close() throws InterruptedException {
        beat.interrupt();
        beat.join();
        update("owner = ''");
    }
}
