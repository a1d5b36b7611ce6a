package relata.database;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Why there is no database, and what to do about it, for the person who started Relata. */
public class DatabaseFailure extends RuntimeException {

    DatabaseFailure(String message) {
        super(message);
    }

    DatabaseFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** For a directory that cannot be used. */
    static DatabaseFailure of(Path directory, IOException e) {
        return new DatabaseFailure(
                "The database cannot be stored in " + directory.toAbsolutePath() + " (" + reason(e)
                        + "): set relata.database.directory to a writable directory.",
                e);
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException file) {
            var reason = file.getReason() == null ? e.getClass().getSimpleName() : file.getReason();
            return file.getFile() + ": " + reason;
        }
        return e.getMessage();
    }
}
