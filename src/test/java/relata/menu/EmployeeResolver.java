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
class EmployeeResolver implements Resolver {
    private final EntityFetchers fetchers;
    private final Mutations mutations;

    EmployeeResolver(EntityFetchers fetchers, Mutations mutations) {
        this.fetchers = fetchers;
        this.mutations = mutations;
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type("Query", type -> type.dataFetcher("employee", fetchers.byId(Employee.class))
                .dataFetcher("employees", fetchers.page(Employee.class)));
        wiring.type("Mutation", type -> type.dataFetcher("createEmployee", mutations.create(this::create))
                .dataFetcher("createEmployees", mutations.createAll(this::create))
                .dataFetcher("updateEmployee", mutations.change(this::update))
                .dataFetcher("deleteEmployee", mutations.delete(Employee.class))
                .dataFetcher("updateEmployees", mutations.updateAll(Employee.class))
                .dataFetcher("deleteEmployees", mutations.deleteAll(Employee.class)));
    }

    private Employee create(Input input) {
        Employee employee = set(new Employee(), input);
        employee.boss = input.reference(Employee.class, "boss", (boss, key) -> boss.id = key);
        employee.reports = input.list("reports").stream()
                .map(report -> set(new Employee(), report))
                .toList();
        return employee;
    }

    private Employee update(Input arguments) {
        Input input = arguments.object("input").orElseThrow();
        Employee employee = set(arguments.find(Employee.class, "id"), input);
        if (input.isGiven("boss")) {
            employee.boss = input.find(Employee.class, "boss");
        }
        return employee;
    }

    private static Employee set(Employee employee, Input input) {
        input.ifGiven("name", String.class, name -> employee.name = name);
        input.ifGiven("site", String.class, site -> employee.site = site);
        input.ifGiven("badge", Integer.class, badge -> employee.badge = badge);
        return employee;
    }
}
