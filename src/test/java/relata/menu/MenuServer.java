package relata.menu;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import relata.database.SpareResource;

/** A server that has the entities of this room as well, and a database of its own. */
public class MenuServer implements QuarkusTestProfile {
    /** What switches the resolvers of this room on. */
    static final String PROPERTY = "test.menu";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                PROPERTY,
                "true",
                "relata.schema",
                "schema.graphqls,menu.graphqls",
                "quarkus.hibernate-orm.packages",
                "relata.place,relata.person,relata.menu",
                "quarkus.flyway.locations",
                "db/migration,db/menu");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(SpareResource.class));
    }
}
