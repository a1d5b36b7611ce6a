package relata;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A server with short timeouts for everything. */
public class HurriedServer implements QuarkusTestProfile {
    /** The deadline of an operation. */
    public static final int SECONDS = 4;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "relata.deadline", SECONDS + "S",
                // has no effect here
                "quarkus.transaction-manager.default-transaction-timeout", "1S",
                "relata.load.running", "2",
                "relata.http.read-timeout", "2S",
                "relata.sockets.init-timeout", "1S",
                "relata.sockets.keep-alive", "1S",
                // longer than an operation: no data is sent while one runs
                "quarkus.http.idle-timeout", "5S");
    }
}
