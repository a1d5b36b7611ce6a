package relata.api.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import graphql.ExceptionWhileDataFetching;
import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relata.api.ApiException;
import relata.api.Caller;
import relata.api.ErrorCode;

/** The guards of other schemas. */
class GuardTest {
    // language=GraphQL
    private static final String SCHEMA =
            """
            directive @hasRole(role: Role!) on OBJECT | FIELD_DEFINITION
            enum Role { KEEPER AUDITOR }
            type Query { house: House  price: Int @hasRole(role: AUDITOR)  owner: Owner }
            type House { name: String }
            type Owner @hasRole(role: KEEPER) { name: String }
            """;

    private final AtomicBoolean hasRead = new AtomicBoolean();

    private GraphQLSchema schema(String text) {
        var wiring = RuntimeWiring.newRuntimeWiring()
                .type(
                        "Query",
                        type -> type.defaultDataFetcher(environment -> {
                            hasRead.set(true);
                            return environment.getField().getName().equals("price")
                                    ? (Object) 7
                                    : Map.of("name", "Ash");
                        }));
        return new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(text), wiring.build());
    }

    @ParameterizedTest
    @CsvSource({
        "{ house { name } }, '', true",
        "{ price }, '', false",
        "{ price }, KEEPER, false",
        "{ price }, AUDITOR, true",
        "{ owner { name } }, AUDITOR, false",
        "{ owner { name } }, KEEPER, true",
    })
    void readsOnlyForTheRolesOfAFieldAndOfItsType(String document, String role, boolean isOpen) {
        var caller = new Caller(role.isEmpty() ? Set.of() : Set.of(role), "[]", null);
        var input = ExecutionInput.newExecutionInput(document)
                .graphQLContext(Map.of(Caller.class, caller))
                .build();
        var errors = GraphQL.newGraphQL(Guard.over(schema(SCHEMA)))
                .build()
                .execute(input)
                .getErrors();
        assertEquals(isOpen, hasRead.get());
        assertEquals(isOpen ? 0 : 1, errors.size());
        errors.forEach(error -> {
            var refused = (ApiException) ((ExceptionWhileDataFetching) error).getException();
            assertEquals(ErrorCode.FORBIDDEN, refused.problems().get(0).code());
        });
    }

    @Test
    void refusesASchemaInWhichWhatIsOpenLeadsToWhatIsNot() {
        for (String field : List.of("owner: Owner", "price: Int @hasRole(role: AUDITOR)", "owners: [Owner!]!")) {
            var schema = schema(SCHEMA.replace("type House { ", "type House { " + field + " "));
            var error = assertThrows(IllegalStateException.class, () -> Guard.over(schema));
            assertTrue(error.getMessage().startsWith("House." + field.substring(0, 5)), error::getMessage);
        }
    }

    @Test
    void takesASchemaInWhichTheTypeAsksForTheRoleToo() {
        var schema = schema(SCHEMA.replace(
                "type Owner @hasRole(role: KEEPER) { ", "type Owner @hasRole(role: KEEPER) { other: Owner "));
        Guard.over(schema);
    }
}
