package relata.menu;

import graphql.schema.idl.RuntimeWiring;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;
import relata.api.port.Resolver;
import relata.change.Mutations;
import relata.change.input.Input;
import relata.query.EntityFetchers;

@Singleton
@IfBuildProperty(name = MenuServer.PROPERTY, stringValue = "true")
class DishResolver implements Resolver {
    private final EntityFetchers fetchers;
    private final Mutations mutations;

    DishResolver(EntityFetchers fetchers, Mutations mutations) {
        this.fetchers = fetchers;
        this.mutations = mutations;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type("Query", type -> type.dataFetcher("dish", fetchers.byId(Dish.class))
                .dataFetcher("dishes", fetchers.page(Dish.class)));
        wiring.type("Mutation", type -> type.dataFetcher("createDish", mutations.create(this::create))
                .dataFetcher("createDishes", mutations.createAll(this::create))
                .dataFetcher("updateDish", mutations.change(this::update))
                .dataFetcher("deleteDish", mutations.delete(Dish.class))
                .dataFetcher("updateDishes", mutations.updateAll(Dish.class))
                .dataFetcher("deleteDishes", mutations.deleteAll(Dish.class)));
    }

    private Dish create(Input input) {
        Dish dish = set(new Dish(), input);
        dish.ingredients = input.references(Ingredient.class, "ingredients", (ingredient, key) -> ingredient.id = key);
        return dish;
    }

    private Dish update(Input arguments) {
        Input input = arguments.object("input").orElseThrow();
        Dish dish = set(arguments.find(Dish.class, "id"), input);
        if (input.isGiven("ingredients")) {
            dish.ingredients = input.findAll(Ingredient.class, "ingredients");
        }
        return dish;
    }

    private static Dish set(Dish dish, Input input) {
        input.ifGiven("name", String.class, name -> dish.name = name);
        return dish;
    }
}
