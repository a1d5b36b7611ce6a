package relata.query;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TranslationsTest {
    private static final int SHAPES = 25;

    @Inject
    SessionFactory sessions;

    @Test
    void keepsNoMoreTranslationsOfLargeFiltersThanThereIsRoomFor() {
        int before = kept();
        int most = 0;
        for (int i = 0; i < SHAPES; i++) {
            var or = Collections.nCopies(400 + i, Map.of("name", Map.of("gt", "a", "lt", "b", "gte", "c", "lte", "d")));
            // language=GraphQL
            ask("query ($or: [PlaceFilter!]!) { places(where: {or: $or}) { totalCount } }", "or", or)
                    .data();
            most = Math.max(most, kept() - before);
        }
        // some of them are kept, for they may be asked for again
        assertTrue(most >= 3 && most < SHAPES, () -> "kept: " + kept());
    }

    private int kept() {
        return sessions.unwrap(SessionFactoryImplementor.class)
                .getQueryEngine()
                .getInterpretationCache()
                .getNumberOfCachedHqlInterpretations();
    }
}
