package relata.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.persistence.metamodel.Attribute;
import org.hibernate.SessionFactory;
import org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy;
import org.hibernate.cfg.Configuration;
import org.hibernate.dialect.MariaDBDialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.query.mapping.Tables;

/** Entities and attributes whose names have two words, as none of the application's entities has. */
class TwoWordsTest {
    private SessionFactory sessions;
    private Constraints constraints;

    static class Menu {
        Long id;
    }

    static class MenuItem {
        Long id;
        Menu mainDish;
    }

    @BeforeEach
    void start() {
        sessions = new Configuration()
                .addResource("relata/change/two-words.xml")
                .setPhysicalNamingStrategy(new CamelCaseToUnderscoresNamingStrategy())
                .setProperty("hibernate.boot.allow_jdbc_metadata_access", false)
                .setProperty("hibernate.dialect", MariaDBDialect.class.getName())
                .buildSessionFactory();
        constraints = new Constraints(sessions, new Tables(sessions), null, null, null);
    }

    @AfterEach
    void stop() {
        sessions.close();
    }

    @Test
    void knowsWhatTheirConstraintsAreAbout() {
        for (String constraint : new String[] {"uq_menu_item_main_dish", "fk_menu_item_main_dish"}) {
            assertEquals(
                    "MenuItem.mainDish",
                    constraints
                            .relation("menu_item", constraint)
                            .map(TwoWordsTest::coordinate)
                            .orElse(null));
        }
    }

    private static String coordinate(Attribute<?, ?> attribute) {
        return attribute.getDeclaringType().getJavaType().getSimpleName() + "." + attribute.getName();
    }
}
