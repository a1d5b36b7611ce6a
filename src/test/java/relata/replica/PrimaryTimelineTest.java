package relata.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import relata.feed.binlog.event.Position;

/** For how long a replica has been behind; times are seconds. */
class PrimaryTimelineTest {
    private final PrimaryTimeline primary = new PrimaryTimeline(Duration.ofSeconds(20));

    private static Position at(int sequence) {
        return Position.parse("0-1-" + sequence);
    }

    private void note(int sequence, int seconds) {
        primary.note("epoch", at(sequence), Duration.ofSeconds(seconds).toNanos());
    }

    private Duration behind(int sequence, int seconds) {
        return primary.behind(at(sequence), Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void isTheAgeOfTheFirstThatWasMissed() {
        note(10, 0);
        note(11, 1);
        note(12, 2);
        assertEquals(Duration.ZERO, behind(12, 5));
        assertEquals(Duration.ZERO, behind(13, 5));
        assertEquals(Duration.ofSeconds(3), behind(11, 5));
        assertEquals(Duration.ofSeconds(4), behind(10, 5));
    }

    @Test
    void isUnknownOfOneThatIsBehindFromTheBeginning() {
        assertEquals(PrimaryTimeline.UNKNOWN, behind(10, 0));
        note(10, 0);
        note(11, 1);
        assertEquals(PrimaryTimeline.UNKNOWN, behind(9, 1));
    }

    @Test
    void isKnownHoweverLongNothingWasWritten() {
        note(10, 0);
        note(10, 3_600);
        assertEquals(Duration.ZERO, behind(10, 3_600));
        note(11, 3_601);
        assertEquals(Duration.ofSeconds(1), behind(10, 3_602));
    }

    @Test
    void isNotKnownBeyondWhatIsKept() {
        for (int second = 0; second <= 100; second++) {
            note(second, second);
        }
        assertEquals(Duration.ofSeconds(20), behind(79, 100));
        assertEquals(PrimaryTimeline.UNKNOWN, behind(70, 100));
    }

    @Test
    void beginsAgainWithAnotherHistory() {
        note(10, 0);
        primary.note("another", at(3), 0);
        assertEquals(PrimaryTimeline.UNKNOWN, behind(2, 1));
        assertEquals(Duration.ZERO, behind(3, 1));
    }
}
