package relata.api.limit;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import relata.Api;
import relata.api.role.StrictServer;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ place(id: 1) { nam } } | name",
                "{ plces { totalCount } } | places",
                "{ places(frist: 1) { totalCount } } | first",
                "{ places(where: {nam: {}}) { totalCount } } | name",
                "{ places(orderBy: {name: ACS}) { totalCount } } | ASC",
                "{ node(id: 1) { ... on Plce { id } } } | Place",
                "query ($v: PlaceFilter) { places(where: $v) { totalCount } } | name",
                "query ($v: PlaceFilter) { places(where: {not: $v}) { totalCount } } | DESC",
            })
    void suggestsNothing(String document, String name) {
        String text = Api.ask(document, "v", Map.of("nam", "DESK")).text();
        Assertions.assertTrue(text.contains("\"errors\""), text);
        Assertions.assertFalse(text.contains("Did you mean"), text);
        Assertions.assertFalse(text.matches("(?s).*\\b" + name + "\\b.*"), text);
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
