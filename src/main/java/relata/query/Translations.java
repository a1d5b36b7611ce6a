package relata.query;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.hibernate.Session;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/**
 * Keeps Hibernate's translations of HQL from filling the memory. Hibernate bounds their number only, and that of a large
 * filter takes megabytes: some tens of bytes for each character of its text.
 */
final class Translations {
    private static final long MOST_CHARACTERS = 2_000_000;

    private static final Set<String> TEXTS = ConcurrentHashMap.newKeySet();
    private static final AtomicLong CHARACTERS = new AtomicLong();

    private Translations() {}

    /** Says that a text will be translated, if it was not yet; forgets all of them where they have become too large. */
    static void expect(String hql, Session session) {
        if (TEXTS.add(hql) && CHARACTERS.addAndGet(hql.length()) > MOST_CHARACTERS) {
            CHARACTERS.set(hql.length());
            TEXTS.clear();
            session.getSessionFactory()
                    .unwrap(SessionFactoryImplementor.class)
                    .getQueryEngine()
                    .getInterpretationCache()
                    .close();
        }
    }
}
