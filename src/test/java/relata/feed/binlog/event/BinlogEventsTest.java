package relata.feed.binlog.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.MariadbGtidEventData;
import com.github.shyiko.mysql.binlog.event.XidEventData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An event that cannot be read is a gap, whatever the reason. */
class BinlogEventsTest {
    @Test
    void takesAnErrorForAGap() {
        var lost = new ArrayList<String>();
        var events = new BinlogEvents(
                Position.parse("0-1-7"),
                new TableKeys("relata", null),
                new DdlClassifier("relata", Set.of("place")),
                new BinlogListener() {
                    @Override
                    public void committed(Transaction transaction) {
                        throw new StackOverflowError();
                    }

                    @Override
                    public void gap(String why, Position before) {
                        lost.add(why + " " + before);
                    }
                });
        var begin = new MariadbGtidEventData();
        begin.setSequence(8);
        events.onEvent(event(EventType.MARIADB_GTID, begin));
        events.onEvent(event(EventType.XID, new XidEventData()));
        assertEquals(List.of("an event that could not be read (java.lang.StackOverflowError) 0-1-7"), lost);
    }

    private static Event event(EventType type, EventData data) {
        var header = new EventHeaderV4();
        header.setEventType(type);
        header.setServerId(1);
        return new Event(header, data);
    }
}
