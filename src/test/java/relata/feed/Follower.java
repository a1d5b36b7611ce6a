package relata.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import relata.api.ApiException;
import relata.api.ErrorCode;

/** A client that goes from server to server with its cursor, and keeps what it is told. */
public final class Follower implements AutoCloseable {
    private final List<OwnFeed> feeds;
    private final int stayMillis;
    private final List<String> told = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "follower");
    private volatile boolean stopped;
    private String cursor;
    private String refusal;

    /** @param stayMillis how long it stays with a server, at most, unless it is the only one */
    public Follower(List<OwnFeed> feeds, String cursor, int stayMillis) {
        this.feeds = feeds;
        this.cursor = cursor;
        this.stayMillis = stayMillis;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            for (int turn = 0; !stopped; turn++) {
                follow(feeds.get(turn % feeds.size()));
            }
        } catch (InterruptedException e) {
            // it is closed
        } catch (Throwable e) {
            refusal(e.toString());
        }
    }

    private void follow(OwnFeed feed) throws InterruptedException {
        if (!feed.feed.isOpen()) {
            Thread.sleep(20);
            return;
        }
        TestSubscriber subscriber;
        try {
            subscriber = feed.from(cursor).requestAll();
        } catch (ApiException closedInBetween) {
            return;
        }
        long until = System.currentTimeMillis() + ThreadLocalRandom.current().nextInt(1, stayMillis);
        while (!stopped && !subscriber.hasEnded() && (feeds.size() == 1 || System.currentTimeMillis() < until)) {
            Thread.sleep(5);
            take(subscriber);
        }
        subscriber.cancel();
        take(subscriber);
        if (subscriber.hasEnded() && subscriber.awaitEnd().code() == ErrorCode.BAD_USER_INPUT) {
            refusal(subscriber.awaitEnd().message());
            stopped = true;
        }
    }

    private synchronized void take(TestSubscriber subscriber) {
        var all = subscriber.told();
        told.addAll(all.subList(subscriber.taken, all.size()));
        subscriber.taken = all.size();
        if (!all.isEmpty()) {
            cursor = subscriber.cursor(all.size());
        }
    }

    private synchronized void refusal(String why) {
        refusal = why;
    }

    /** What it was told so far. */
    public synchronized List<String> told() {
        return List.copyOf(told);
    }

    /** Why it has to read the data again, or null. */
    public synchronized String refusal() {
        return refusal;
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join();
    }
}
