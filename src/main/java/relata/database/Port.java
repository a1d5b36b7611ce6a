package relata.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of 127.0.0.1. */
class Port {

    private Port() {}

    /** The requested port, or any free one for 0. */
    static int take(int wanted) {
        // closed at once: the server binds it next
        try (var socket = new ServerSocket(wanted, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new DatabaseFailure(
                    "Port " + wanted + " on 127.0.0.1 cannot be used (" + e.getMessage()
                            + "): set relata.database.port to a free port, or to 0 for any free port.",
                    e);
        }
    }
}
