package relata.menu;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import relata.database.SpareResource;

/** A server that also has this package's entities, and its own database. */
public class MenuServer implements QuarkusTestProfile {
    /** The property that enables the resolvers of this package. */
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
