package relata.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import graphql.ExceptionWhileDataFetching;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.schema.DataFetcher;
import graphql.schema.SelectedField;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relata.api.ApiException.Problem;

/** The guards of another schema, in which what is open leads to what is not. */
class GuardTest {
    // language=GraphQL
    private static final String SCHEMA =
            """
            directive @hasRole(role: Role!) on OBJECT | FIELD_DEFINITION
            enum Role { KEEPER AUDITOR }
            type Query { houses(where: HouseFilter, orderBy: [HouseOrder!]): [House!]! }
            type House {
              name: String
              owner(where: OwnerFilter): Owner
              price: Int @hasRole(role: AUDITOR)
              rooms(where: RoomFilter): [Room!]!
            }
            type Room { size: Int house: House }
            type Owner @hasRole(role: KEEPER) { name: String account: String @hasRole(role: AUDITOR) house: House }
            input HouseFilter {
              name: String price: Int owner: OwnerFilter hasOwner: Boolean rooms: RoomListFilter
              and: [HouseFilter!] or: [HouseFilter!] not: HouseFilter
            }
            input RoomListFilter { some: RoomFilter count: Int }
            input RoomFilter { size: Int house: HouseFilter }
            input OwnerFilter { name: String house: HouseFilter }
            input HouseOrder @oneOf { name: Int price: Int owner: OwnerOrder }
            input OwnerOrder @oneOf { name: Int }
            """;

    private static final Map<String, Object> HOUSE = Map.of(
            "name",
            "Ash",
            "price",
            7,
            "owner",
            Map.of("name", "Joan", "account", "1"),
            "rooms",
            List.of(Map.of("size", 3)));

    /** What a data fetcher at the root would have read. */
    private final List<String> read = new ArrayList<>();

    private ExecutionResult ask(Set<String> roles, String document) {
        DataFetcher<?> houses = environment -> {
            for (SelectedField field : environment.getSelectionSet().getFields()) {
                if (Guard.lets(field, environment)) {
                    read.add(field.getName());
                }
            }
            return List.of(HOUSE);
        };
        var wiring = RuntimeWiring.newRuntimeWiring().type("Query", type -> type.dataFetcher("houses", houses));
        var schema = new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(SCHEMA), wiring.build());
        var input = ExecutionInput.newExecutionInput(document)
                .graphQLContext(Map.of(Caller.class, new Caller(roles, true, null)))
                .build();
        return GraphQL.newGraphQL(Guard.over(schema)).build().execute(input);
    }

    private static Problem problem(ExecutionResult result) {
        assertEquals(1, result.getErrors().size(), () -> result.getErrors().toString());
        var failure = (ExceptionWhileDataFetching) result.getErrors().get(0);
        return ((ApiException) failure.getException()).problems().get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "where: {owner: {name: \"Joan\"}}",
                "where: {owner: {}}",
                "where: {hasOwner: true}",
                "where: {not: {hasOwner: false}}",
                "where: {and: [{name: \"Ash\"}, {or: [{owner: {}}]}]}",
                "where: {rooms: {some: {house: {owner: {}}}}}",
                "where: {price: 7}",
                "orderBy: [{name: 1}, {price: 1}]",
                "orderBy: [{owner: {name: 1}}]",
                "orderBy: {owner: {name: 1}}",
            })
    void refusesToFilterAndToOrderByWhatIsGuarded(String argument) {
        var result = ask(Set.of(), "{ houses(%s) { name } }".formatted(argument));
        assertEquals(ErrorCode.FORBIDDEN, problem(result).code());
        assertEquals(List.of("houses"), result.getErrors().get(0).getPath());
        assertEquals(List.of(), read);
        assertEquals(
                List.of(),
                ask(Set.of("KEEPER", "AUDITOR"), "{ houses(%s) { name } }".formatted(argument))
                        .getErrors());
    }

    @Test
    void namesTheArgument() {
        var problem = problem(ask(Set.of(), "{ houses(where: {and: [{}, {hasOwner: true}]}) { name } }"));
        assertEquals(
                List.of("where", "and", 1, "hasOwner"), problem.extensions().get("argument"));
        assertEquals("where.and[1].hasOwner needs the role KEEPER, which your token does not have", problem.message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"where: {name: \"Ash\"}", "where: {rooms: {some: {size: 3}, count: 1}}", "orderBy: [{name: 1}]"})
    void letsAnybodyFilterAndOrderByTheRest(String argument) {
        assertEquals(
                List.of(),
                ask(Set.of(), "{ houses(%s) { name } }".formatted(argument)).getErrors());
    }

    @Test
    void refusesANestedFieldAndReadsNothingForIt() {
        var result = ask(Set.of(), "{ houses { name owner { name house { name } } } }");
        assertEquals(List.of("houses", 0, "owner"), result.getErrors().get(0).getPath());
        assertEquals(ErrorCode.FORBIDDEN, problem(result).code());
        Map<String, Object> data = result.getData();
        var house = (Map<?, ?>) ((List<?>) data.get("houses")).get(0);
        assertEquals("Ash", house.get("name"));
        assertNull(house.get("owner"));
        assertEquals(false, read.contains("owner"));
    }

    @Test
    void asksForEachRoleByItself() {
        String document = "{ houses { price owner { name account } } }";
        assertEquals(2, ask(Set.of(), document).getErrors().size());
        assertEquals(2, ask(Set.of("KEEPER"), document).getErrors().size());
        assertEquals(1, ask(Set.of("AUDITOR"), document).getErrors().size());
        assertEquals(0, ask(Set.of("KEEPER", "AUDITOR"), document).getErrors().size());
    }

    @Test
    void refusesTheFilterOfANestedField() {
        var result = ask(Set.of(), "{ houses { rooms(where: {house: {hasOwner: true}}) { size } } }");
        assertEquals(List.of("houses", 0, "rooms"), result.getErrors().get(0).getPath());
        assertEquals(false, read.contains("rooms"));
    }
}
