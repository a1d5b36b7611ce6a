package relata.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;

/** Hibernate would ignore another place without a word. */
@QuarkusTest
class AssignmentTest {
    @BeforeEach
    void startEmpty() {
        Api.deleteAll();
    }

    private static Place place(String name) {
        var place = new Place();
        place.name = name;
        place.address = "1 Main";
        return place;
    }

    @Test
    void refusesToGiveARestaurantAnotherPlace() {
        QuarkusTransaction.requiringNew().run(() -> {
            var demonDogs = place("Demon Dogs");
            demonDogs.persist();
            var aceHardware = place("Ace Hardware");
            aceHardware.persist();
            var restaurant = new Restaurant();
            restaurant.place = demonDogs;
            restaurant.persist();
            restaurant.place = demonDogs;
            assertThrows(IllegalStateException.class, () -> restaurant.place = aceHardware);
        });
        var place = QuarkusTransaction.requiringNew()
                .call(() -> Restaurant.<Restaurant>findAll().singleResult().place.name);
        assertEquals("Demon Dogs", place);
    }
}
