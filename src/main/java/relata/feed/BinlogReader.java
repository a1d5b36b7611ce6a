package relata.feed;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.BinaryLogClient.AbstractLifecycleListener;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializationException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import relata.query.Tables;

/** Reads a binlog from some place on, until its connection ends or it is closed. */
final class BinlogReader implements AutoCloseable {
    private final BinaryLogClient client;
    private final BinlogEvents events;
    private final BinlogListener listener;
    private boolean started;
    private volatile boolean closed;
    private Exception failure;

    /** @param connection to the server whose binlog is to be read */
    BinlogReader(Connector connector, Connection connection, Position from, Tables tables, BinlogListener listener)
            throws SQLException {
        var keys = new TableKeys(connection.getCatalog(), tables);
        this.listener = listener;
        this.events = new BinlogEvents(from, keys, new DdlClassifier(keys.database(), tables.names()), listener);
        this.client = connector.client(connection);
        // the library counts a transaction as read when it begins: each connection starts from our own position
        client.setGtidSet(from.toString());
        client.setEventDeserializer(EventDecoder.deserializer(keys::isOurs));
        client.registerEventListener(this::accept);
        client.registerLifecycleListener(new Failures());
    }

    /**
     * Returns when it was closed.
     *
     * @throws IOException where the server refused, or the connection ended
     */
    void run() throws IOException {
        try {
            client.connect();
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
        if (closed) {
            return;
        }
        if (failure instanceof IOException cause) {
            throw cause;
        }
        throw new IOException("The connection to the binlog ended", failure);
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

    /** What the library would log only. */
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
