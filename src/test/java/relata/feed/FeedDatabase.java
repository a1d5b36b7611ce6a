package relata.feed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import relata.database.SpareDatabase;

/** A database of its own for each test, which writes places for the change feed to tell. */
abstract class FeedDatabase {
    SpareDatabase database;
    int key;

    @BeforeEach
    void start() throws Exception {
        database = SpareDatabase.start();
        create(database);
    }

    static void create(SpareDatabase database) throws SQLException, IOException {
        for (String file : List.of("V1__places_and_people.sql", "V2__change_feed.sql")) {
            try (var script = FeedDatabase.class.getResourceAsStream("/db/migration/" + file)) {
                String sql = new String(script.readAllBytes(), StandardCharsets.UTF_8);
                database.run(sql.replaceAll("(?m)^--.*$", "").strip().split(";\\s*\n|;$"));
            }
        }
    }

    @AfterEach
    void stop() {
        database.close();
    }

    final String insert() {
        key++;
        return "insert into place (id, name, address) values (%d, 'a', 'b')".formatted(key);
    }

    static List<String> created(int from, int to) {
        var all = new ArrayList<String>();
        for (int i = from; i <= to; i++) {
            all.add("CREATED Place:" + i);
        }
        return all;
    }

    final void write(int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            database.run(insert());
        }
    }
}
