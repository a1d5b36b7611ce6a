package relata.api.page;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relata.Api;

/** The steps of the stories in GraphiQL, each sent as the page does. */
@QuarkusTest
class StoriesTest {
    private final Map<String, Object> variables = new HashMap<>();

    @BeforeEach
    void deleteAll() {
        Api.deleteAll();
    }

    @ParameterizedTest
    @CsvSource({
        "places-and-restaurants, 21, '{Places08PlaceThatIsNotThere=NOT_FOUND}'",
        "people-and-adhars, 10, "
                + "'{People04SecondAdhar=CONFLICT, People05AdharOfAPlace=BAD_USER_INPUT, People06AdharOfNobody=NOT_FOUND}'",
        "once, 2, {}"
    })
    void runsFromBeginningToEndAgainAndAgain(String story, int steps, String refused) {
        String document =
                given().get("/graphiql/" + story + ".graphql").then().extract().asString();
        var names = new Parser()
                .parseDocument(document).getDefinitionsOfType(OperationDefinition.class).stream()
                        .map(OperationDefinition::getName)
                        .toList();
        assertEquals(steps, names.size());
        assertEquals(refused, run(document, names));
        assertEquals(refused, run(document, names));
    }

    private String run(String document, List<String> steps) {
        var codes = new TreeMap<String, String>();
        for (String step : steps) {
            JsonPath answer = given().contentType("application/json")
                    .body(Map.of("query", document, "operationName", step, "variables", variables))
                    .post("/graphql")
                    .jsonPath();
            if (answer.get("errors") != null) {
                codes.put(step, answer.getString("errors[0].extensions.code"));
            } else {
                keepIds(answer.getMap("data"));
            }
        }
        return codes.toString();
    }

    private void keepIds(Map<String, Object> data) {
        data.forEach((alias, record) -> {
            if (record instanceof Map<?, ?> map && map.containsKey("id")) {
                variables.put(alias, map.get("id"));
            }
        });
    }
}
