package relata.feed.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ChangeFilterTest {
    @Test
    void namesTypesAsEnumsDo() {
        assertEquals("PLACE", ChangeFilter.typeOf("Place"));
        assertEquals("MENU_ITEM", ChangeFilter.typeOf("MenuItem"));
    }
}
