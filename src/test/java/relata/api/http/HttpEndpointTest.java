package relata.api.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.DecoderConfig;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the audits leave open: requests that mean no good, or that a browser sends without being asked. */
@QuarkusTest
class HttpEndpointTest {
    private static final String HELLO = "{\"query\": \"{ __typename }\"}";
    private static final String HELLO_BY_GET = "/graphql?query=%7B__typename%7D";
    private static final String SCHEMA = "{\"query\": \"{ __schema { types { name description } } }\"}";

    private static ValidatableResponse post(byte[] body) {
        return given().contentType("application/json")
                .body(body)
                .post("/graphql")
                .then();
    }

    private static ValidatableResponse post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(ValidatableResponse answer, int status, String code) {
        answer.statusCode(status)
                .body("errors[0].extensions.code", equalTo(code))
                .body("", not(hasKey("data")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"query\": \"{ __typename }\"}]",
                "null",
                "1",
                "{",
                "{\"query\": \"{ __typename }\"} {}",
                "{\"query\": \"{ __typename }\", \"query\": \"{ places { totalCount } }\"}",
                "{\"query\": \"{ __typename }\", \"variables\": {\"a\": 1, \"a\": 2}}",
                "{\"query\": \"{ __typename } # \\ud800\"}",
                "{\"query\": \"{ __typename }\u0000\"}",
                "{\"query\": null}",
            })
    void refusesWhatIsNoRequest(String body) {
        refused(post(body), 400, "BAD_REQUEST");
    }

    @Test
    void refusesABodyThatIsNotUtf8() {
        refused(post("{\"query\": \"{ __typename } # é\"}".getBytes(StandardCharsets.ISO_8859_1)), 400, "BAD_REQUEST");
        refused(post(HELLO.getBytes(StandardCharsets.UTF_16)), 400, "BAD_REQUEST");
    }

    @Test
    void refusesJsonThatIsNestedTooDeep() {
        String nested = "{\"query\": \"{ __typename }\", \"variables\": {\"a\": %s%s}}";
        post(nested.formatted("[".repeat(98), "]".repeat(98))).statusCode(200);
        var answer = post(nested.formatted("[".repeat(99), "]".repeat(99)));
        refused(answer, 400, "LIMIT_EXCEEDED");
        answer.body("errors[0].extensions.limit", equalTo("relata.http.json-nesting"));
        refused(post("[".repeat(500_000)), 400, "LIMIT_EXCEEDED");
    }

    @Test
    void refusesABodyOfMoreThanOneMebibyte() {
        post(HELLO + " ".repeat((1 << 20) - HELLO.length())).statusCode(200);
        var answer = post(HELLO + " ".repeat((1 << 20) - HELLO.length() + 1));
        refused(answer, 413, "LIMIT_EXCEEDED");
        answer.body("errors[0].extensions.value", equalTo(1 << 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/*"})
    void refusesABodyThatAFormCouldSend(String contentType) {
        var asItIs = EncoderConfig.encoderConfig().encodeContentTypeAs(contentType, ContentType.TEXT);
        var answer = given().config(RestAssuredConfig.config().encoderConfig(asItIs))
                .contentType(contentType)
                .body(HELLO)
                .post("/graphql")
                .then();
        refused(answer, 415, "BAD_REQUEST");
    }

    @Test
    void refusesABodyInAnotherCharset() {
        var answer = given().contentType("application/json; charset=iso-8859-1")
                .body(HELLO)
                .post("/graphql")
                .then();
        refused(answer, 415, "BAD_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS"})
    void allowsGetAndPostOnly(String method) {
        given().request(method, "/graphql").then().statusCode(405).header("Allow", "GET, POST");
    }

    @Test
    void runsNoMutationByGet() {
        given().accept("application/json")
                .queryParam("query", "mutation { deletePlace(id: 1) { id } }")
                .get("/graphql")
                .then()
                .statusCode(405)
                .header("Allow", "POST");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    application/json                                            | application/json
                    APPLICATION/JSON                                            | application/json
                    */*                                                         | application/json
                    application/graphql-response+json, application/json;q=0.9   | application/graphql-response+json
                    application/json, application/graphql-response+json         | application/graphql-response+json
                    application/json, application/graphql-response+json;q=0.5   | application/json
                    */*, application/json;q=0                                   | application/graphql-response+json
                    text/html;q=0.9, application/json; charset=utf-8            | application/json
                    """)
    void answersInTheTypeThatIsWelcomeMost(String accept, String type) {
        given().contentType("application/json")
                .header("Accept", accept)
                .body(HELLO)
                .post("/graphql")
                .then()
                .statusCode(200)
                .header("Content-Type", type + "; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json;q=0", "application/json; charset=utf-16", "a/b/c", ";q="})
    void refusesWhoTakesNoJson(String accept) {
        given().contentType("application/json")
                .header("Accept", accept)
                .body(HELLO)
                .post("/graphql")
                .then()
                .statusCode(406);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    */*                                                     |
                    text/html,application/xhtml+xml,*/*;q=0.8               |
                    image/avif,image/webp,*/*;q=0.8                         |
                    text/html,application/xhtml+xml,*/*;q=0.8               | navigate
                    application/json                                        | no-cors
                    """)
    void runsNothingThatALinkAFormOrAnImageCouldSend(String accept, String fetchMode) {
        var request = given().header("Accept", accept);
        if (fetchMode != null) {
            request.header("Sec-Fetch-Mode", fetchMode);
        }
        refused(request.urlEncodingEnabled(false).get(HELLO_BY_GET).then(), 400, "BAD_REQUEST");
    }

    @ParameterizedTest
    @CsvSource({
        "Accept, application/json",
        "GraphQL-Require-Preflight, 1",
        "Apollo-Require-Preflight, true",
        "X-Apollo-Operation-Name, Hello",
        "Sec-Fetch-Mode, cors"
    })
    void runsAQueryByGetWhereItIsMeant(String header, String value) {
        given().urlEncodingEnabled(false)
                .header(header, value)
                .get(HELLO_BY_GET)
                .then()
                .statusCode(200)
                .body("data.__typename", equalTo("Query"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query=%ff",
                "query=%7B__typename%7D&query=%7B__typename%7D",
                "query=%7B__typename%7D&variables=%5B%5D",
                "query=%7B__typename%7D&variables=x",
                "variables=%7B%7D"
            })
    void refusesParametersOfAGetThatAreNone(String parameters) {
        var answer = given().urlEncodingEnabled(false)
                .accept("application/json")
                .get("/graphql?" + parameters)
                .then();
        refused(answer, 400, "BAD_REQUEST");
    }

    @Test
    void keepsLargeNumbersOfVariablesToTheDigit() {
        post("{\"query\": \"query ($id: ID!) { place(id: $id) { id } }\", \"variables\": {\"id\": 9223372036854775808}}")
                .body("errors[0].message", containsString("9223372036854775808"));
    }

    @Test
    void quotesHalfASurrogatePairWithoutFailing() {
        post("{\"query\": \"query ($id: ID!) { place(id: $id) { id } }\", \"variables\": {\"id\": \"\\ud800\"}}")
                .statusCode(200)
                .body("errors[0].extensions.code", equalTo("BAD_USER_INPUT"));
    }

    @Test
    void sendsLargeAnswersWithGzipToThoseWhoTakeIt() {
        var asSent = RestAssuredConfig.config()
                .decoderConfig(DecoderConfig.decoderConfig().noContentDecoders());
        var zipped = given().config(asSent).header("Accept-Encoding", "gzip").contentType("application/json");
        zipped.body(SCHEMA).post("/graphql").then().header("Content-Encoding", "gzip");
        zipped.body(HELLO).post("/graphql").then().header("Content-Encoding", nullValue());
        var plain = given().config(asSent).header("Accept-Encoding", "gzip;q=0").contentType("application/json");
        plain.body(SCHEMA).post("/graphql").then().header("Content-Encoding", nullValue());
    }

    @Test
    void answersAGetThatChangedNothingWithItsTagAlone() {
        var first = given().urlEncodingEnabled(false).accept("application/json").get(HELLO_BY_GET);
        given().urlEncodingEnabled(false)
                .accept("application/json")
                .header("If-None-Match", first.header("ETag"))
                .get(HELLO_BY_GET)
                .then()
                .statusCode(304)
                .body(equalTo(""));
    }

    @Test
    void letsNoPageOfAnotherOriginReadAnything() {
        given().header("Origin", "http://localhost:3000")
                .contentType("application/json")
                .body(HELLO)
                .post("/graphql")
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
        given().header("Origin", "http://localhost:3000")
                .header("Access-Control-Request-Method", "POST")
                .options("/graphql")
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    { place(id: 9223372036854775808) { id } }                           | {}
                    { place(id: -9223372036854775809) { id } }                          | {}
                    { places(first: 2147483648) { totalCount } }                        | {}
                    { places(first: 1e400) { totalCount } }                             | {}
                    { \\ufeff \\ud83d\\ude00 }                                          | {}
                    { places(where: {name: {exact: \\"\\\\u0000\\"}}) { totalCount } }  | {}
                    { places(where: {name: {exact: \\"\\\\ud800\\"}}) { totalCount } }  | {}
                    query ($v: ID!) { place(id: $v) { id } }                            | {"v": 99999999999999999999}
                    query ($v: ID!) { place(id: $v) { id } }                            | {"v": 1e400}
                    query ($v: Int) { places(first: $v) { totalCount } }                | {"v": 1e400}
                    query ($v: Int) { places(first: $v) { totalCount } }                | {"v": 4294967297}
                    query ($v: String!) { places(where: {name: {in: [$v]}}) { totalCount } } | {"v": "a\\u0000b"}
                    query ($v: String!) { places(where: {name: {iContains: $v}}) { totalCount } } | {"v": "\\udfff\\ud83d"}
                    query ($v: String!) { places(where: {name: {regex: $v}}) { totalCount } } | {"v": "\\ud800"}
                    query ($v: String!) { places(after: $v) { totalCount } }            | {"v": "\\ud800"}
                    query ($v: ID!) { nodes(ids: [$v]) { id } }                         | {"v": "Place:1\\u0000"}
                    mutation ($v: String!) { createPerson(input: {name: $v, email: "", mobile: ""}) { id } } | {"v": "a\\u0000"}
                    mutation ($v: String!) { createPerson(input: {name: $v, email: "", mobile: ""}) { id } } | {"v": "\\ude00"}
                    query ($v: Int) { place(id: $w) { id } }                            | {"\\ud800": 1}
                    """)
    void answersWhatIsNoValueWithAnErrorOfTheContract(String document, String variables) {
        String escaped = document.contains("\\\"") ? document : document.replace("\"", "\\\"");
        var answer = post("{\"query\": \"%s\", \"variables\": %s}".formatted(escaped, variables));
        int status = answer.extract().statusCode();
        String code = answer.extract().path("errors[0].extensions.code");
        Assertions.assertTrue(status == 200 || status == 400, () -> document + " " + status);
        Assertions.assertNotNull(code, document);
        Assertions.assertNotEquals("INTERNAL", code, document);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "a\\u0000"})
    void refusesANameOfAnOperationThatIsNone(String name) {
        post("{\"query\": \"{ __typename }\", \"operationName\": \"" + name + "\"}")
                .statusCode(Matchers.lessThan(500))
                .body("errors[0].extensions.code", Matchers.oneOf("BAD_REQUEST", "OPERATION_RESOLUTION_FAILURE"));
    }

    @Test
    void givesTheSchemaAsItIsWritten() {
        var schema = given().get("/graphql/schema.graphqls").then();
        schema.statusCode(200)
                .header("Content-Type", startsWith("text/plain"))
                .body(containsString("type Place implements Node {"));
        given().header("If-None-Match", schema.extract().header("ETag"))
                .get("/graphql/schema.graphqls")
                .then()
                .statusCode(304);
    }
}
