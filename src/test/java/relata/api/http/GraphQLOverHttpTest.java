package relata.api.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The 61 server audits of npm `graphql-http` 1.23, which are what the GraphQL-over-HTTP specification asks of a server:
 * in the table beside this class a row for each.
 */
@QuarkusTest
class GraphQLOverHttpTest {
    @ParameterizedTest(name = "{0} {8}")
    @CsvFileSource(
            resources = "graphql-http-audits.csv",
            delimiter = '|',
            quoteCharacter = '\0',
            useHeadersInDisplayName = false,
            numLinesToSkip = 1)
    void passesTheAudit(
            String id,
            String method,
            String contentType,
            String accept,
            String sent,
            int status,
            String answerType,
            String present,
            String sentence) {
        var request = given().urlEncodingEnabled(false)
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                // as Node sends along by itself
                .header("Sec-Fetch-Mode", "cors")
                .header("Accept", accept == null ? "*/*" : mediaType(accept));
        if (contentType != null) {
            request.header("Content-Type", mediaType(contentType));
        }
        if (sent != null && method.equals("POST")) {
            request.body(sent.getBytes(StandardCharsets.UTF_8));
        }
        String path = method.equals("GET") ? "/graphql?" + sent : "/graphql";
        request.request(method, path)
                .then()
                .statusCode(status)
                .header("Content-Type", equalTo(mediaType(answerType) + "; charset=utf-8"))
                .body("", hasKey(present))
                .body("", not(hasKey(present.equals("data") ? "errors" : "data")));
    }

    private static String mediaType(String text) {
        return text.contains("/") ? text : "application/" + text;
    }
}
