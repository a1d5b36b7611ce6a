package relata.api.port;

import java.util.List;
import java.util.Map;

/** The statements of an operation, recorded for the calling thread between start and stop. */
public interface StatementLog {
    void start();

    /** The statements so far, each with its text, its rows and its time. */
    List<Map<String, Object>> statements();

    void stop();

    /** How many statements the calling thread has ever run. */
    long count();
}
