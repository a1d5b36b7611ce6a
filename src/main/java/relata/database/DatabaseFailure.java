package relata.database;

/** Why there is no database: one sentence for the person who started Relata, and what to do about it. */
public class DatabaseFailure extends RuntimeException {

    DatabaseFailure(String message) {
        super(message);
    }

    DatabaseFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
