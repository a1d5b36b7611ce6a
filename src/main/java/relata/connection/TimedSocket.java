package relata.connection;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A socket that is closed when a timeout is over. The JDK makes a socket non-blocking for good at its first timeout,
 * even if it has none later: each read then takes three system calls instead of one. The connections of the pool have
 * timeouts only while they are set up.
 */
class TimedSocket extends Socket {
    private static final ScheduledThreadPoolExecutor TIMER = new ScheduledThreadPoolExecutor(1, work -> {
        var thread = new Thread(work, "database-timeouts");
        thread.setDaemon(true);
        return thread;
    });

    static {
        TIMER.setRemoveOnCancelPolicy(true);
    }

    private volatile int readTimeoutMillis;

    /** Something that blocks. */
    private interface Blocking<T> {
        T run() throws IOException;
    }

    /** @param timeoutMillis 0 means none */
    @Override
    public void connect(SocketAddress server, int timeoutMillis) throws IOException {
        within(timeoutMillis, "Connect timed out", () -> {
            super.connect(server, 0);
            return null;
        });
    }

    @Override
    public void setSoTimeout(int timeoutMillis) {
        readTimeoutMillis = timeoutMillis;
    }

    @Override
    public int getSoTimeout() {
        return readTimeoutMillis;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                return within(readTimeoutMillis, "Read timed out", in::read);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return within(readTimeoutMillis, "Read timed out", () -> in.read(bytes, offset, length));
            }
        };
    }

    private <T> T within(int millis, String message, Blocking<T> work) throws IOException {
        if (millis == 0) {
            return work.run();
        }
        var isOver = new AtomicBoolean();
        var timeout = TIMER.schedule(
                () -> {
                    isOver.set(true);
                    close();
                    return null;
                },
                millis,
                TimeUnit.MILLISECONDS);
        try {
            T result = work.run();
            if (!isOver.get()) {
                return result;
            }
        } catch (IOException e) {
            if (!isOver.get()) {
                throw e;
            }
        } finally {
            timeout.cancel(false);
        }
        throw new SocketTimeoutException(message);
    }
}
