package relata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The layers: a package depends on packages of lower floors only, on none of its own floor and on none above. */
class FloorsTest {
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("relata"),
            Set.of("relata.api.page", "relata.replica", "relata.place", "relata.person"),
            Set.of("relata.api.http", "relata.change", "relata.feed.subscription"),
            Set.of("relata.feed"),
            Set.of("relata.api.socket", "relata.feed.binlog"),
            Set.of("relata.feed.binlog.event"),
            Set.of("relata.change.conflict", "relata.change.insert"),
            Set.of("relata.change.input"),
            Set.of("relata.query", "relata.query.agreement"),
            Set.of("relata.query.plan"),
            Set.of("relata.query.read"),
            Set.of("relata.query.sql"),
            Set.of("relata.query.run"),
            Set.of("relata.query.type"),
            Set.of("relata.transaction", "relata.api.operation", "relata.query.mapping"),
            Set.of("relata.connection"),
            Set.of("relata.api.document"),
            Set.of("relata.api.limit", "relata.api.role"),
            Set.of("relata.api.work"),
            Set.of("relata.api.message"),
            Set.of("relata.api.port"),
            Set.of("relata.api"),
            Set.of("relata.database", "relata.migration"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("relata");

    private static int floor(JavaClass type) {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            if (FLOORS.get(floor).contains(type.getPackageName())) {
                return floor;
            }
        }
        throw new AssertionError(type.getName() + " is in no room of the house");
    }

    private static Stream<Dependency> betweenRooms() {
        return CLASSES.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(it -> it.getTargetClass().getPackageName().startsWith("relata"))
                .filter(it -> !it.getOriginClass()
                        .getPackageName()
                        .equals(it.getTargetClass().getPackageName()));
    }

    @Test
    void knowsNothingUpwards() {
        assertEquals(
                List.of(),
                betweenRooms()
                        .filter(it -> floor(it.getOriginClass()) >= floor(it.getTargetClass()))
                        .map(Dependency::getDescription)
                        .toList());
    }

    @Test
    void hasNoOtherRooms() {
        var rooms = new TreeSet<String>();
        FLOORS.forEach(rooms::addAll);
        var packages = new TreeSet<String>();
        CLASSES.forEach(type -> packages.add(type.getPackageName()));
        assertEquals(rooms, packages);
    }
}
