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
class IngredientResolver implements Resolver {
    private final EntityFetchers fetchers;
    private final Mutations mutations;

    IngredientResolver(EntityFetchers fetchers, Mutations mutations) {
        this.fetchers = fetchers;
        this.mutations = mutations;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type("Query", type -> type.dataFetcher("ingredient", fetchers.byId(Ingredient.class))
                .dataFetcher("ingredients", fetchers.page(Ingredient.class)));
        wiring.type("Mutation", type -> type.dataFetcher("createIngredient", mutations.create(this::create))
                .dataFetcher("createIngredients", mutations.createAll(this::create))
                .dataFetcher("updateIngredient", mutations.change(this::update))
                .dataFetcher("deleteIngredient", mutations.delete(Ingredient.class))
                .dataFetcher("updateIngredients", mutations.updateAll(Ingredient.class))
                .dataFetcher("deleteIngredients", mutations.deleteAll(Ingredient.class)));
    }

    private Ingredient create(Input input) {
        return set(new Ingredient(), input);
    }

    private Ingredient update(Input arguments) {
        return set(
                arguments.find(Ingredient.class, "id"),
                arguments.object("input").orElseThrow());
    }

    private static Ingredient set(Ingredient ingredient, Input input) {
        input.ifGiven("name", String.class, name -> ingredient.name = name);
        return ingredient;
    }
}
