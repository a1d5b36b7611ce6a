package relata.person;

import graphql.schema.idl.RuntimeWiring;
import jakarta.inject.Singleton;
import relata.api.port.Resolver;
import relata.change.Mutations;
import relata.change.input.Input;
import relata.query.EntityFetchers;

@Singleton
class PersonResolver implements Resolver {
    private final EntityFetchers fetchers;
    private final Mutations mutations;

    PersonResolver(EntityFetchers fetchers, Mutations mutations) {
        this.fetchers = fetchers;
        this.mutations = mutations;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type("Query", type -> type.dataFetcher("person", fetchers.byId(Person.class))
                .dataFetcher("people", fetchers.page(Person.class)));
        wiring.type("Mutation", type -> type.dataFetcher("createPerson", mutations.create(this::createPerson))
                .dataFetcher("createPeople", mutations.createAll(this::createPerson))
                .dataFetcher("updatePerson", mutations.change(this::updatePerson))
                .dataFetcher("deletePerson", mutations.delete(Person.class))
                .dataFetcher("updatePeople", mutations.updateAll(Person.class))
                .dataFetcher("deletePeople", mutations.deleteAll(Person.class)));
    }

    private Person createPerson(Input input) {
        Person person = person(input);
        person.adhar = input.object("adhar").map(AdharResolver::adhar).orElse(null);
        return person;
    }

    private Person updatePerson(Input arguments) {
        Person person = arguments.find(Person.class, "id");
        Input input = arguments.object("input").orElseThrow();
        input.ifGiven("name", String.class, name -> person.name = name);
        input.ifGiven("email", String.class, email -> person.email = email);
        input.ifGiven("mobile", String.class, mobile -> person.mobile = mobile);
        return person;
    }

    /** A new person, without an Adhar yet. */
    static Person person(Input input) {
        Person person = new Person();
        person.name = input.get("name", String.class);
        person.email = input.get("email", String.class);
        person.mobile = input.get("mobile", String.class);
        return person;
    }
}
