package relata.api.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.ask;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What graphql-java says of a document, in words for people. */
@QuarkusTest
class WordingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ x } | Field 'x' in type 'Query' is undefined",
                "{ places(first: \"x\") { totalCount } } "
                        + "| argument 'first' is not a valid 'Int' - Expected a value of type 'Int' but it was a 'String'",
                "{ places(where: {name: 1}) { totalCount } } | argument 'where.name' must be an object type",
                "{ places(orderBy: [{name: UP}]) { totalCount } } "
                        + "| argument 'orderBy[0].name' is not a valid 'Direction' "
                        + "- Literal value not in allowable values for enum 'Direction' - 'UP'",
                "query ($n: Int = \"x\") { places(first: $n) { totalCount } } | Bad default value for type 'Int'",
                "{ places { nodes { name } } | Invalid syntax with offending token '<EOF>' at line 1 column 28",
            })
    void saysNothingOfJava(String document, String message) {
        assertEquals(message, ask(document).json().getString("errors[0].message"));
    }

    @Test
    void quotesNotAllThatWasSent() {
        // language=GraphQL
        String document = "query ($d: Direction!) { places(orderBy: [{name: $d}]) { totalCount } }";
        // each looks like the beginning of what is reworded
        String value = " with value '".repeat(60_000);
        String message = ask(document, "d", value).error("BAD_USER_INPUT").message();
        assertTrue(message.length() <= 1_001, message);
    }

    @Test
    void leavesNoHalfOfACharacter() {
        for (String pad : List.of("", "x")) {
            String message = Wording.forPeople(pad + "😀".repeat(10_000) + " is not fine");
            assertTrue(Utf8.canEncode(message), message);
            assertTrue(message.endsWith("😀 is not fine"), message);
        }
    }
}
