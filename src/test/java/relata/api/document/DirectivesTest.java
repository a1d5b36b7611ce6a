package relata.api.document;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import graphql.schema.idl.SchemaParser;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relata.Api;

/** Introspection and the served schema tell of what the server does, and of nothing else. */
@QuarkusTest
class DirectivesTest {
    /** Those of the GraphQL specification, which a schema does not define itself. */
    private static final List<String> SPECIFIED = List.of("include", "skip", "deprecated", "specifiedBy", "oneOf");

    private static final List<String> SCALARS = List.of("Boolean", "ID", "Int", "String");

    @Test
    void areTheSameInIntrospectionAndInTheServedSchema() {
        var served =
                new SchemaParser().parse(given().get("/graphql/schema.graphqls").asString());
        var answer = Api.ask("{ __schema { directives { name } types { name } } }");

        var directives = new TreeSet<>(served.getDirectiveDefinitions().keySet());
        directives.addAll(SPECIFIED);
        assertEquals(directives, new TreeSet<>(answer.<List<String>>data("__schema.directives.name")));

        var types = new TreeSet<>(served.types().keySet());
        types.addAll(SCALARS);
        var told = new TreeSet<>(answer.<List<String>>data("__schema.types.name"));
        told.removeIf(name -> name.startsWith("__"));
        assertEquals(types, told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ ...f @defer } fragment f on Query { __typename }",
                "{ ... @defer { __typename } }",
                "{ ... @defer(if: false) { __typename } }",
                "query ($l: String = \"x\") { ... @defer(label: $l) { __typename } }",
                "query @experimental_disableErrorPropagation { __typename }",
                "mutation @experimental_disableErrorPropagation { deletePlace(id: 1) { id } }",
                "subscription { ... @defer { changes { id } } }",
                "mutation { ... @defer { deletePlace(id: 1) { id } } }",
                "{ places { nodes @stream { id } } }",
            })
    void areUnknownIfTheServerDoesNothingOfTheKind(String document) {
        var error = Api.ask(document).error("GRAPHQL_VALIDATION_FAILED");
        assertTrue(error.message().startsWith("Unknown directive '"), error::message);
    }

    /** Section 5.2.4.1 of the GraphQL specification: else there could be no field, or two. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "subscription { changes @include(if: true) { id } }",
                "subscription { changes @skip(if: true) { id } }",
                "subscription ($v: Boolean = true) { changes @include(if: $v) { id } }",
                "subscription ($v: Boolean = true) { ... @skip(if: $v) { changes { id } } }",
                "subscription ($v: Boolean = true) { ...f @skip(if: $v) } fragment f on Subscription { changes { id } }",
                "subscription ($v: Boolean = true) { ...f } "
                        + "fragment f on Subscription { ... { changes @skip(if: $v) { id } } }",
                "subscription ($v: Boolean = true) { changes { id } a: __typename @skip(if: $v) }",
            })
    void neitherIncludeNorSkipTheFieldOfASubscription(String document) {
        var error = Api.ask(document).error("GRAPHQL_VALIDATION_FAILED");
        assertEquals("The root field of a subscription can have neither @include nor @skip", error.message());
    }
}
