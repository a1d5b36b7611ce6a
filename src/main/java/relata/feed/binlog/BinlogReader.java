package relata.feed.binlog;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.BinaryLogClient.AbstractLifecycleListener;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializationException;
import com.github.shyiko.mysql.binlog.network.ServerException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** Reads a binlog from a position on, until its connection ends or it is closed. */
public final class BinlogReader implements AutoCloseable {
    private static final int ACCESS_DENIED = 1227;
    private static final int REFUSED_POSITION = 1236;

    private final BinaryLogClient client;
    private final BinlogEvents events;
    private final BinlogListener listener;
    private boolean started;
    private volatile boolean closed;
    private Exception failure;

    BinlogReader(BinaryLogClient client, Position from, TableKeys keys, BinlogListener listener) {
        this.client = client;
        this.listener = listener;
        var ddl = new DdlClassifier(keys.database(), keys.tables().names());
        this.events = new BinlogEvents(from, keys, ddl, listener);
        // the library counts a transaction as read when it begins: each connection starts from our own position
        client.setGtidSet(from.toString());
        client.setEventDeserializer(EventDecoder.deserializer(keys::isOurs));
        client.registerEventListener(this::accept);
        client.registerLifecycleListener(new Failures());
    }

    /**
     * Returns once it is closed.
     *
     * @throws PositionRefusedException if the binlog does not go on from there
     * @throws BinlogUnavailableException if the server has to be set up for it
     * @throws IOException if the connection ended
     */
    public void run() throws IOException {
        try {
            client.connect();
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
        if (!closed) {
            throw explained();
        }
    }

    private IOException explained() {
        Connector.checkTrust(failure);
        int code = failure instanceof ServerException refusal ? refusal.getErrorCode() : 0;
        if (code == ACCESS_DENIED) {
            throw new BinlogUnavailableException("The database user needs the privilege REPLICATION SLAVE");
        }
        if (code == REFUSED_POSITION) {
            return new PositionRefusedException((IOException) failure);
        }
        return failure instanceof IOException cause
                ? cause
                : new IOException("The connection to the binlog ended", failure);
    }

    private void accept(Event event) {
        if (!started) {
            started = true;
            listener.started();
        }
        events.onEvent(event);
    }

    @Override
    public void close() {
        closed = true;
        try {
            client.disconnect();
        } catch (IOException e) {
            // it is gone already
        }
    }

    /** What the library would only log. */
    private final class Failures extends AbstractLifecycleListener {
        @Override
        public void onCommunicationFailure(BinaryLogClient client, Exception e) {
            failure = e;
        }

        @Override
        public void onEventDeserializationFailure(BinaryLogClient client, Exception e) {
            Throwable cause = e instanceof EventDataDeserializationException ? e.getCause() : e;
            if (cause instanceof SocketTimeoutException
                    || cause instanceof SocketException
                    || cause instanceof EOFException) {
                // in the middle of an event: ends the connection, since the library would read on from there
                throw new IllegalStateException(e);
            }
            events.gap("an event that could not be decoded (%s)".formatted(e));
        }
    }
}
