package relata.api.operation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relata.api.port.Resolver;
import relata.api.port.SchemaRules;
import relata.menu.MenuServer;

/** Schema and code must match: if they do not, the server names each coordinate and does not start. */
@QuarkusTest
@TestProfile(MenuServer.class)
class SchemaAndCodeTest {
    @Inject
    @All
    List<Resolver> resolvers;

    @Inject
    SchemaRules rules;

    @Inject
    Schema schema;

    private void start(String text) {
        Schema.wired(text, resolvers, rules);
    }

    @Test
    void hasCodeForEveryFieldAndAFieldForAllCode() {
        assertDoesNotThrow(() -> start(schema.text()));
    }

    /** Each case changes one line, which stands behind another one in the schema, and names what is wrong then. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    type Waiter implements Node {     |                       | town: String!           | Waiter.town
                    type Restaurant implements Node { | servesPizza: Boolean! | servesPasta: Boolean!   | Restaurant.servesPasta, Restaurant.servesPizza
                    type Waiter implements Node {     | name: String!         | name: String            | Waiter.name
                    type MenuItem implements Node {   | note: String          | note: String!           | MenuItem.note
                    type MenuItem implements Node {   | price: Decimal!       | price: String!          | MenuItem.price
                    type MenuItem implements Node {   | calories: Long!       | calories: Int!          | MenuItem.calories
                    type Employee implements Node {   | boss: Employee        | boss: Dish              | Employee.boss
                    enum Kind {                       | DESSERT               | SWEET                   | MenuItem.kind
                    input WaiterFilter {              |                       | town: StringFilter      | WaiterFilter.town
                    input WaiterFilter {              | name: StringFilter    | name: IntFilter         | IntFilter.exact
                    input PlaceFilter {               | hasRestaurant: Boolean | hasRestaurants: Boolean | PlaceFilter.hasRestaurants
                    input PlaceFilter {               | restaurant: RestaurantFilter | restaurant: PlaceFilter | PlaceFilter.restaurant
                    input PlaceFilter {               | not: PlaceFilter      | not: WaiterFilter       | PlaceFilter.not
                    input WaiterListFilter {          |                       | most: WaiterFilter      | WaiterListFilter.most
                    input StringFilter {              |                       | sounds: String          | StringFilter.sounds
                    input StringFilter {              |                       | isNull: Boolean         | StringFilter.isNull
                    input MenuItemFilter {            | vegan: Boolean        | vegan: IntFilter        | IntFilter.exact
                    input DecimalFilter {             | gt: Decimal           | gt: Int                 | DecimalFilter.gt
                    input WaiterOrder @oneOf {        |                       | town: Direction         | WaiterOrder.town
                    input WaiterOrder @oneOf {        | restaurant: RestaurantOrder | restaurant: Direction | WaiterOrder.restaurant
                    input CreateWaiterInput {         |                       | town: String            | CreateWaiterInput.town
                    input RestaurantWaiterInput {     |                       | town: String            | RestaurantWaiterInput.town
                    input UpdateWaiterInput {         |                       | town: String            | UpdateWaiterInput.town
                    input UpsertAdharInput {          |                       | town: String            | UpsertAdharInput.town
                    input UpdateMenuItemInput {       | price: Decimal        | price: Int              | UpdateMenuItemInput.price
                    type Mutation {                   | deleteWaiter(         | dismissWaiter(          | Mutation.deleteWaiter, Mutation.dismissWaiter
                    type Query {                      | waiter(               | servant(                | Query.servant, Query.waiter
                    type Deletion {                   | waiters: Int!         | servants: Int!          | Deletion.servants, Deletion.waiters
                    enum RecordType {                 | WAITER                | SERVANT                 | RecordType.SERVANT, RecordType.WAITER
                    extend type BulkDeletion {        | dishes: Int!          | meals: Int!             | BulkDeletion.dishes, BulkDeletion.meals
                    """)
    void namesWhatDoesNotGoTogether(String type, String line, String instead, String coordinates) {
        String text = schema.text();
        int start = text.indexOf(type + "\n") + type.length();
        int at = line == null ? start : text.indexOf("  " + line, start);
        assertTrue(start >= type.length() && at >= 0, () -> type + " or " + line + " is not there");
        String changed = line == null
                ? text.substring(0, at) + "\n  " + instead + text.substring(at)
                : text.substring(0, at) + "  " + instead + text.substring(at + 2 + line.length());
        String message =
                assertThrows(IllegalStateException.class, () -> start(changed)).getMessage();
        var named = message.lines().skip(1).map(gap -> gap.split(":")[0]).toList();
        assertTrue(named.containsAll(List.of(coordinates.split(", "))), message);
        assertEquals(
                coordinates.contains(",") ? 2 : 1,
                named.stream()
                        .filter(List.of(coordinates.split(", "))::contains)
                        .distinct()
                        .count(),
                message);
    }
}
