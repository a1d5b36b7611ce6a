package relata.person;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static relata.Api.ask;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.Api.Answer;

/** The story of people who hold at most one Adhar each. */
@QuarkusTest
class PeopleAndAdharsTest {
    private String joan;
    private String rion;
    private String joansAdhar;

    @BeforeEach
    void tellsTheBeginning() {
        Api.deleteAll();
        joan = createPerson("Joan louji", "123412");
        rion = createPerson("Rion", "0987632");
        joansAdhar =
                createAdhar(joan, "asdf234dsafuiq3&^$^GUJHVR", "432198176354").data("createAdhar.id");
        createAdhar(rion, "adfpoiwruywqtrgmnb13241)*&^%$", "2314928376").data("createAdhar.id");
    }

    private static String createPerson(String name, String mobile) {
        // language=GraphQL
        String document =
                """
                mutation ($name: String!, $mobile: String!) {
                  createPerson(input: {name: $name, email: "", mobile: $mobile}) { id }
                }""";
        return ask(document, "name", name, "mobile", mobile).data("createPerson.id");
    }

    private static Answer createAdhar(String person, String signature, String adharNo) {
        // language=GraphQL
        String document =
                """
                mutation ($person: ID!, $signature: String!, $adharNo: String!) {
                  createAdhar(input: {person: {id: $person}, signature: $signature, adharNo: $adharNo}) { id }
                }""";
        return ask(document, "person", person, "signature", signature, "adharNo", adharNo);
    }

    @Test
    void listsPeopleWithTheirAdhars() {
        // language=GraphQL
        var people = ask("{ people { nodes { name email mobile adhar { adharNo } } } }");
        assertEquals(
                List.of(
                        Map.of(
                                "name",
                                "Joan louji",
                                "email",
                                "",
                                "mobile",
                                "123412",
                                "adhar",
                                Map.of("adharNo", "432198176354")),
                        Map.of(
                                "name",
                                "Rion",
                                "email",
                                "",
                                "mobile",
                                "0987632",
                                "adhar",
                                Map.of("adharNo", "2314928376"))),
                people.data("people.nodes"));
    }

    @Test
    void listsAdharsWithTheirPeople() {
        // language=GraphQL
        var adhars = ask("{ adhars { nodes { signature adharNo label person { name } } } }");
        assertEquals(List.of("432198176354", "2314928376"), adhars.data("adhars.nodes.adharNo"));
        assertEquals(
                List.of("asdf234dsafuiq3&^$^GUJHVR", "adfpoiwruywqtrgmnb13241)*&^%$"),
                adhars.data("adhars.nodes.signature"));
        assertEquals(List.of("Adhar of Joan louji", "Adhar of Rion"), adhars.data("adhars.nodes.label"));
        assertEquals(List.of("Joan louji", "Rion"), adhars.data("adhars.nodes.person.name"));
    }

    @Test
    void refusesASecondAdharForOnePerson() {
        var error = createAdhar(joan, "1234lkjhjgfjgk*(&^%$", "1234124").error("CONFLICT");
        assertEquals("%s already has an Adhar (%s)".formatted(joan, joansAdhar), error.message());
        assertEquals(List.of("input", "person"), error.argument());
        assertEquals("uq_adhar_person", error.get("extensions.constraint"));
        assertEquals(joansAdhar, error.get("extensions.existing"));
        assertEquals(List.of("createAdhar"), error.get("path"));
        // language=GraphQL
        assertEquals(2, ask("{ adhars { totalCount } }").<Integer>data("adhars.totalCount"));
    }

    @Test
    void refusesAnAdharWhosePersonIsNoPerson() {
        var error = createAdhar("Place:1", "", "1").error("BAD_USER_INPUT");
        assertEquals(List.of("input", "person", "id"), error.argument());
    }

    @Test
    void refusesAnAdharWhosePersonIsNotThere() {
        var error = createAdhar("Person:999999", "", "1").error("NOT_FOUND");
        assertEquals(List.of("input", "person", "id"), error.argument());
        assertEquals("Person:999999", error.get("extensions.id"));
    }

    @Test
    void deletesTheAdharWithThePerson() {
        // language=GraphQL
        var deleted = ask("mutation ($id: ID!) { deletePerson(id: $id) { id people adhars places } }", "id", joan);
        assertEquals(Map.of("id", joan, "people", 1, "adhars", 1, "places", 0), deleted.data("deletePerson"));
        // language=GraphQL
        var rest = ask("{ people { nodes { name } } adhars { nodes { person { name } } } }");
        assertEquals(List.of("Rion"), rest.data("people.nodes.name"));
        assertEquals(List.of("Rion"), rest.data("adhars.nodes.person.name"));
    }
}
