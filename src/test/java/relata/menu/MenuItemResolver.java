package relata.menu;

import graphql.schema.idl.RuntimeWiring;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import relata.api.port.Resolver;
import relata.change.Mutations;
import relata.change.input.Input;
import relata.query.EntityFetchers;

@Singleton
@IfBuildProperty(name = MenuServer.PROPERTY, stringValue = "true")
class MenuItemResolver implements Resolver {
    private final EntityFetchers fetchers;
    private final Mutations mutations;

    MenuItemResolver(EntityFetchers fetchers, Mutations mutations) {
        this.fetchers = fetchers;
        this.mutations = mutations;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type("Query", type -> type.dataFetcher("menuItem", fetchers.byId(MenuItem.class))
                .dataFetcher("menuItems", fetchers.page(MenuItem.class)));
        wiring.type("Mutation", type -> type.dataFetcher("createMenuItem", mutations.create(this::create))
                .dataFetcher("createMenuItems", mutations.createAll(this::create))
                .dataFetcher("updateMenuItem", mutations.change(this::update))
                .dataFetcher("deleteMenuItem", mutations.delete(MenuItem.class))
                .dataFetcher("updateMenuItems", mutations.updateAll(MenuItem.class))
                .dataFetcher("deleteMenuItems", mutations.deleteAll(MenuItem.class)));
    }

    private MenuItem create(Input input) {
        MenuItem item = set(new MenuItem(), input);
        item.dish = input.reference(Dish.class, "dish", (dish, key) -> dish.id = key);
        return item;
    }

    private MenuItem update(Input arguments) {
        Input input = arguments.object("input").orElseThrow();
        MenuItem item = set(arguments.find(MenuItem.class, "id"), input);
        if (input.isGiven("dish")) {
            item.dish = input.find(Dish.class, "dish");
        }
        return item;
    }

    private static MenuItem set(MenuItem item, Input input) {
        input.ifGiven("price", BigDecimal.class, price -> item.price = price);
        input.ifGiven("since", LocalDate.class, since -> item.since = since);
        input.ifGiven("kind", MenuItem.Kind.class, kind -> item.kind = kind);
        input.ifGiven("calories", Long.class, calories -> item.calories = calories);
        input.ifGiven("spiciness", Integer.class, spiciness -> item.spiciness = spiciness);
        input.ifGiven("vegan", Boolean.class, vegan -> item.vegan = vegan);
        input.ifGiven("note", String.class, note -> item.note = note);
        input.ifGiven("changedAt", Instant.class, changedAt -> item.changedAt = changedAt);
        return item;
    }
}
