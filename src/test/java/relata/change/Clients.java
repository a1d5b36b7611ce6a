package relata.change;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import relata.Api.Answer;

/** Runs many clients at once. */
final class Clients {
    private Clients() {}

    /** Lets all clients send their requests at the same moment. */
    static List<Answer> race(int clients, IntFunction<Answer> client) throws Exception {
        var threads = Executors.newFixedThreadPool(clients);
        var ready = new CountDownLatch(clients);
        try {
            List<Future<Answer>> futures = IntStream.range(0, clients)
                    .mapToObj(i -> threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return client.apply(i);
                    }))
                    .toList();
            var answers = new ArrayList<Answer>();
            for (var future : futures) {
                answers.add(future.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
