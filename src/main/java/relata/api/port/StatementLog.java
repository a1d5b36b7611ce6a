package relata.api.port;

import java.util.List;
import java.util.Map;

/** What an operation does in the database, noted for the calling thread between start and stop. */
public interface StatementLog {
    void start();

    /** The statements so far, each with its text, its rows and its time. */
    List<Map<String, Object>> statements();

    void stop();

    /** How many statements the calling thread has run, ever. */
    long count();
}
