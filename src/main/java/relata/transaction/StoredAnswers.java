package relata.transaction;

import jakarta.inject.Singleton;
import java.util.Optional;
import relata.api.port.AnswerStore;

/** The table `stored_answer`. */
@Singleton
class StoredAnswers implements AnswerStore {
    /** Inserts the row when the operation starts, so that another one with the key waits for it to end. */
    private static final String TAKE = "insert ignore into stored_answer (id, request, created, answer)"
            + " values (unhex(?), unhex(?), utc_timestamp(), '')";

    private static final String FIND = "select lower(hex(request)), answer from stored_answer where id = unhex(?)";
    private static final String KEEP = "update stored_answer set answer = ? where id = unhex(?)";

    @Override
    public Optional<Stored> findOrTake(String id, String request) {
        return take(id, request) ? Optional.empty() : Optional.of(find(id));
    }

    private static boolean take(String id, String request) {
        try {
            return Work.current().run(TAKE, false, statement -> {
                statement.setString(1, id);
                statement.setString(2, request);
                return statement.executeUpdate() == 1;
            });
        } catch (DatabaseException e) {
            // an operation that waited too long has changed nothing either
            throw Failure.of(e).isPassing() || Failure.of(e).isStopped() ? new KeyInUseException(e) : e;
        }
    }

    private static Stored find(String id) {
        return Work.current().run(FIND, false, statement -> {
            statement.setString(1, id);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    // it was deleted in between
                    throw new KeyInUseException(null);
                }
                return new Stored(rows.getString(1), rows.getBytes(2));
            }
        });
    }

    @Override
    public void keep(String id, byte[] answer) {
        Work.current().run(KEEP, false, statement -> {
            statement.setBytes(1, answer);
            statement.setString(2, id);
            return statement.executeUpdate();
        });
    }
}
