package relata.person;

import graphql.schema.idl.RuntimeWiring;
import jakarta.inject.Singleton;
import relata.api.port.Resolver;
import relata.change.Mutations;
import relata.change.input.Input;
import relata.query.EntityFetchers;

@Singleton
class AdharResolver implements Resolver {
    private final EntityFetchers fetchers;
    private final Mutations mutations;

    AdharResolver(EntityFetchers fetchers, Mutations mutations) {
        this.fetchers = fetchers;
        this.mutations = mutations;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type("Query", type -> type.dataFetcher("adhar", fetchers.byId(Adhar.class))
                .dataFetcher("adhars", fetchers.page(Adhar.class)));
        wiring.type("Mutation", type -> type.dataFetcher("createAdhar", mutations.create(this::createAdhar))
                .dataFetcher("updateAdhar", mutations.change(this::updateAdhar))
                .dataFetcher("upsertAdhar", mutations.upsert(this::upsertAdhar))
                .dataFetcher("deleteAdhar", mutations.delete(Adhar.class))
                .dataFetcher("updateAdhars", mutations.updateAll(Adhar.class))
                .dataFetcher("deleteAdhars", mutations.deleteAll(Adhar.class)));
    }

    private Adhar createAdhar(Input input) {
        Adhar adhar = adhar(input);
        adhar.person = input.object("person")
                .flatMap(person -> person.object("create"))
                .map(PersonResolver::person)
                .orElseGet(() -> input.reference(Person.class, "person", (person, key) -> person.id = key));
        return adhar;
    }

    private Adhar updateAdhar(Input arguments) {
        Adhar adhar = arguments.find(Adhar.class, "id");
        Input input = arguments.object("input").orElseThrow();
        input.ifGiven("signature", String.class, signature -> adhar.signature = signature);
        input.ifGiven("adharNo", String.class, adharNo -> adhar.adharNo = adharNo);
        return adhar;
    }

    private Adhar upsertAdhar(Input arguments) {
        Adhar adhar = adhar(arguments.object("input").orElseThrow());
        adhar.person = arguments.reference(Person.class, "person", (person, key) -> person.id = key);
        return adhar;
    }

    /** A new Adhar, without a person yet. */
    static Adhar adhar(Input input) {
        Adhar adhar = new Adhar();
        adhar.signature = input.get("signature", String.class);
        adhar.adharNo = input.get("adharNo", String.class);
        return adhar;
    }
}
