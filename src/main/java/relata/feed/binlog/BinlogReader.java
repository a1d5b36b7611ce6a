package relata.feed.binlog;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.BinaryLogClient.AbstractLifecycleListener;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializationException;
import com.github.shyiko.mysql.binlog.network.ServerException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import relata.feed.binlog.event.BinlogEvents;
import relata.feed.binlog.event.BinlogListener;
import relata.feed.binlog.event.DdlClassifier;
import relata.feed.binlog.event.EventDecoder;
import relata.feed.binlog.event.Position;
import relata.feed.binlog.event.TableKeys;

/** Reads the binlog of a server from a position until the connection ends or the reader is closed. */
public final class BinlogReader implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BinlogReader.class);
    private static final int ACCESS_DENIED = 1227;
    private static final int REFUSED_POSITION = 1236;

    private final Server server;
    private final History history;
    private final Position from;
    private final TableKeys keys;
    private final BinlogListener listener;
    private volatile BinaryLogClient client;
    private BinlogEvents events;
    private boolean started;
    private boolean isOverdue;
    private volatile boolean closed;
    private Exception failure;

    BinlogReader(Server server, History history, Position from, TableKeys keys, BinlogListener listener) {
        this.server = server;
        this.history = history;
        this.from = from;
        this.keys = keys;
        this.listener = listener;
    }

    /**
     * Returns once the reader is closed.
     *
     * @throws PositionRefusedException if the binlog does not continue from the position
     * @throws BinlogUnavailableException if the server is not configured for it
     * @throws IOException if the connection ended
     */
    public void run() throws IOException, SQLException {
        if (from.ofCluster() == null) {
            read(server.client(from));
            return;
        }
        try {
            read(server.client(from.hint()));
        } catch (PositionRefusedException e) {
            // this node numbers transactions differently, or does not have it
            LOG.debugf("Searching the whole binlog for %s: %s", from, e.getMessage());
            read(server.clientFromStart());
        }
    }

    private void read(BinaryLogClient next) throws IOException {
        var ddl = new DdlClassifier(keys.database(), keys.tables().names());
        events = new BinlogEvents(from, keys, ddl, listener);
        failure = null;
        isOverdue = false;
        next.setEventDeserializer(EventDecoder.deserializer(keys::isOurs));
        next.registerEventListener(this::accept);
        next.registerLifecycleListener(new Failures());
        client = next;
        try {
            if (!closed) {
                next.connect();
            }
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
        if (events.isMissing()) {
            return new PositionRefusedException("The binlog does not contain " + from.ofCluster());
        }
        if (code == REFUSED_POSITION) {
            return new PositionRefusedException(failure.getMessage());
        }
        return failure instanceof IOException cause
                ? cause
                : new IOException("The connection to the binlog was closed", failure);
    }

    private void accept(Event event) {
        events.onEvent(event);
        if (events.isMissing()) {
            disconnect();
        } else if (!started && events.isLocated()) {
            started = true;
            listener.started();
        }
        if (event.getHeader().getEventType() == EventType.HEARTBEAT && from.ofCluster() != null) {
            checkNode();
        }
    }

    /** A silent node may have nothing new, be cut off from its cluster, or lack the transaction sought. */
    private void checkNode() {
        try {
            boolean hasCommitted = server.checkCluster() >= from.ofCluster().sequence();
            // the event may be on its way: allow it until the next heartbeat
            if (isOverdue && !events.isLocated()) {
                throw new PositionRefusedException("The binlog does not contain " + from.ofCluster());
            }
            isOverdue = hasCommitted;
            history.idle(server.connection());
        } catch (SQLException | IOException e) {
            failure = e;
            disconnect();
        }
    }

    @Override
    public void close() {
        closed = true;
        if (client != null) {
            disconnect();
        }
    }

    private void disconnect() {
        try {
            client.disconnect();
        } catch (IOException e) {
            // already disconnected
        }
    }

    /** Handles failures that the library would only log. */
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
                // in the middle of an event: end the connection, or the library would read on from there
                throw new IllegalStateException(e);
            }
            events.gap("an event that could not be decoded (%s)".formatted(e));
        }
    }
}
