package relata.change;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.hibernate.FlushMode;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import relata.api.ApiException.Problem;
import relata.api.Deadline;
import relata.api.RelataSettings;
import relata.api.UnitOfWork;
import relata.query.StatementNotes;

/** One operation, one transaction of the database. */
@ApplicationScoped
class Transactions implements UnitOfWork {
    private static final int ATTEMPTS = 6;
    private static final int PAUSE_MILLIS = 20;

    private final TransactionManager transactions;
    private final Session session;
    private final StatementNotes notes;
    private final Interruptions interruptions;
    private final Duration time;
    private final Pulse database;
    /** In seconds: beyond any deadline, since the transaction manager would abort from a thread of its own. */
    private final int longest;

    Transactions(
            TransactionManager transactions,
            Session session,
            StatementNotes notes,
            Interruptions interruptions,
            Pulse database,
            RelataSettings settings) {
        this.interruptions = interruptions;
        this.time = settings.deadline();
        this.longest = Math.toIntExact(time.toSeconds()) + 60;
        this.transactions = transactions;
        this.database = database;
        this.notes = notes;
        this.session = session;
    }

    @Override
    public <T> T read(Supplier<T> work) {
        database.check();
        begin();
        try {
            session.setHibernateFlushMode(FlushMode.MANUAL);
            return watched(() -> {
                session.doWork(Transactions::takeSnapshot);
                return work.get();
            });
        } finally {
            rollback();
        }
    }

    /** Runs work in a transaction that has begun, until its deadline. */
    private <T> T watched(Supplier<T> work) {
        notes.watch(session);
        var deadline = deadline();
        deadline.check();
        // Each statement has what remains as its own limit, in whole seconds: the database keeps to it without us.
        // Hibernate rounds down.
        int seconds = (int) deadline.remaining().plusMillis(1_999).toSeconds();
        session.unwrap(SharedSessionContractImplementor.class)
                .getJdbcCoordinator()
                .setTransactionTimeOut(seconds);
        try (var watch = session.doReturningWork(connection -> interruptions.watch(connection, deadline))) {
            return work.get();
        }
    }

    private Deadline deadline() {
        return Deadline.current().orElseGet(() -> Deadline.in(time));
    }

    private void begin() {
        try {
            transactions.setTransactionTimeout(longest);
            transactions.begin();
        } catch (NotSupportedException | SystemException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For work that has nothing to keep. */
    private void rollback() {
        try {
            transactions.rollback();
        } catch (SystemException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void takeSnapshot(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("start transaction with consistent snapshot, read only");
        }
    }

    @Override
    public <T> T write(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            database.check();
            try {
                return QuarkusTransaction.requiringNew().timeout(longest).call(() -> {
                    T result = watched(work);
                    // nobody waits for it any more, or would know
                    deadline().check();
                    return result;
                });
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS || deadline().isOver() || !Failure.of(e).isPassing()) {
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    /** Longer each time, and for each caller another time, so that they do not meet again. */
    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1, (long) PAUSE_MILLIS << attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public List<Problem> explain(Throwable failure) {
        return Failure.of(failure).problems(deadline());
    }
}
