package relata.api;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relata.Api;

@QuarkusTest
@TestProfile(StrictServer.class)
class IntrospectionOffTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ __schema { types { name } } }",
                "{ a: __type(name: \"Place\") { name } }",
                "{ ...a } fragment a on Query { ... { __schema { types { name } } } }",
            })
    void tellsNothingOfTheSchema(String document) {
        Api.assertStatements(0, () -> Api.ask(document)).error("GRAPHQL_VALIDATION_FAILED");
    }

    @Test
    void suggestsNothing() {
        var message = Api.ask("{ place(id: 1) { nam } }")
                .error("GRAPHQL_VALIDATION_FAILED")
                .message();
        Assertions.assertFalse(message.contains("name"), message);
    }

    @Test
    void tellsTypesOfRecordsAllTheSame() {
        Api.ask("{ __typename place(id: 1) { __typename } }").data();
    }

    @Test
    void keepsItsSchemaToItself() {
        given().get("/graphql/schema.graphqls").then().statusCode(404);
    }
}
