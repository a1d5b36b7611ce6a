package relata.api.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static relata.Api.as;
import static relata.Api.ask;
import static relata.Api.assertStatements;

import graphql.language.DirectivesContainer;
import graphql.language.EnumValue;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.TypeInfo;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.Api;
import relata.Api.Answer;
import relata.api.operation.Schema;

/** What callers with and without roles get. */
@QuarkusTest
@TestProfile(StrictServer.class)
class RolesTest {
    private static final String BOTH = Tokens.of("editor", "registrar");
    private static final String EDITOR = Tokens.of("editor");
    private static final String REGISTRAR = Tokens.of("registrar");
    private static final String NO_ROLE = Tokens.of();

    /** All kinds of callers, with their roles; none has no token. */
    private static final Map<String, Set<String>> CALLERS = Map.of(
            BOTH,
            Set.of("EDITOR", "REGISTRAR"),
            EDITOR,
            Set.of("EDITOR"),
            REGISTRAR,
            Set.of("REGISTRAR"),
            NO_ROLE,
            Set.of(),
            "",
            Set.of());

    @Inject
    Schema schema;

    private TypeDefinitionRegistry types;

    private String place;
    private String joan;
    private String adhar;

    @BeforeEach
    void tellsTheBeginning() {
        types = new SchemaParser().parse(schema.text());
        as(BOTH, () -> {
            Api.deleteAll();
            // language=GraphQL
            var created = ask(
                    """
                    mutation {
                      createPlace(input: {name: "Demon Dogs", address: "944 W. Fullerton"}) { id }
                      createPerson(input: {name: "Joan louji", adhar: {signature: "s", adharNo: "1"}}) { id adhar { id } }
                    }""");
            place = created.data("createPlace.id");
            joan = created.data("createPerson.id");
            adhar = created.data("createPerson.adhar.id");
            return created;
        });
    }

    private static Answer asCaller(String token, Supplier<Answer> question) {
        return token.isEmpty() ? question.get() : as(token, question);
    }

    @Test
    void letsNobodyReadAFieldWithoutTheRole() {
        int guarded = 0;
        for (var field : fields("Query")) {
            for (String key : List.of(joan.replaceAll("\\D", ""), "999999999")) {
                var document = "{ %s }".formatted(selection(field, key));
                var needed = roles(field);
                guarded += needed.isEmpty() ? 0 : 1;
                for (var caller : CALLERS.entrySet()) {
                    if (caller.getValue().containsAll(needed)) {
                        var answer = asCaller(caller.getKey(), () -> ask(document));
                        assertFalse(answer.text().matches(".*(UNAUTHENTICATED|FORBIDDEN).*"), answer::text);
                    } else {
                        refuses(caller.getKey(), field.getName(), document);
                    }
                }
            }
        }
        assertEquals(2 * 4, guarded, "fields that need a role");
    }

    @Test
    void letsNobodyChangeAnythingWithoutTheRole() {
        for (var field : fields("Mutation")) {
            var document = "mutation { %s }".formatted(selection(field, "999999999"));
            assertFalse(roles(field).isEmpty(), field.getName());
            for (var caller : CALLERS.entrySet()) {
                if (caller.getValue().containsAll(roles(field))) {
                    var answer = asCaller(caller.getKey(), () -> ask(document));
                    assertFalse(answer.text().matches(".*(UNAUTHENTICATED|FORBIDDEN).*"), answer::text);
                } else {
                    refuses(caller.getKey(), field.getName(), document);
                }
            }
        }
    }

    private static void refuses(String token, String field, String document) {
        var answer = assertStatements(0, () -> asCaller(token, () -> ask(document)));
        var error = answer.error(token.isEmpty() ? "UNAUTHENTICATED" : "FORBIDDEN");
        assertEquals(List.of(field), error.get("path"), document);
        assertNull(answer.json().get("data." + field), document);
        assertTrue(answer.text().contains("\"data\""), document);
    }

    private List<FieldDefinition> fields(String type) {
        return types.getType(type, ObjectTypeDefinition.class).orElseThrow().getFieldDefinitions();
    }

    /** What the schema says: the roles of the field, and of the type that it answers. */
    private Set<String> roles(FieldDefinition field) {
        var roles = new HashSet<>(roles((DirectivesContainer<?>) field));
        types.getType(TypeInfo.typeInfo(field.getType()).getName(), ObjectTypeDefinition.class)
                .ifPresent(type -> roles.addAll(roles((DirectivesContainer<?>) type)));
        return roles;
    }

    private static Set<String> roles(DirectivesContainer<?> element) {
        return element.getDirectives("hasRole").stream()
                .map(directive -> ((EnumValue) directive.getArgument("role").getValue()).getName())
                .collect(Collectors.toSet());
    }

    /** A field with all arguments that it needs. */
    private String selection(FieldDefinition field, String key) {
        String arguments = values(field.getInputValueDefinitions(), key);
        boolean isScalar = isScalar(field.getType());
        return field.getName()
                + (arguments.isEmpty() ? "" : "(" + arguments + ")")
                + (isScalar ? "" : " { __typename }");
    }

    private boolean isScalar(Type<?> type) {
        return types.scalars().containsKey(TypeInfo.typeInfo(type).getName());
    }

    private String values(List<InputValueDefinition> definitions, String key) {
        return definitions.stream()
                .filter(value -> value.getType() instanceof NonNullType && value.getDefaultValue() == null)
                .map(value -> value.getName() + ": " + value(value.getType(), key))
                .collect(Collectors.joining(", "));
    }

    private String value(Type<?> type, String key) {
        if (type instanceof NonNullType nonNull) {
            return value(nonNull.getType(), key);
        }
        if (type instanceof ListType list) {
            return "[" + value(list.getType(), key) + "]";
        }
        String name = ((TypeName) type).getName();
        if (name.equals("ID")) {
            return '"' + key + '"';
        }
        if (name.equals("Boolean")) {
            return "true";
        }
        return types.getType(name, InputObjectTypeDefinition.class)
                .map(input -> input.hasDirective("oneOf")
                        ? "{%s: %s}"
                                .formatted(
                                        input.getInputValueDefinitions().get(0).getName(),
                                        value(
                                                input.getInputValueDefinitions()
                                                        .get(0)
                                                        .getType(),
                                                key))
                        : "{" + values(input.getInputValueDefinitions(), key) + "}")
                .orElse("\"x\"");
    }

    /** What was compiled for a caller with the role is at hand when one without it asks the same. */
    @Test
    void answersNobodyByWhatWasCompiledForAnother() {
        // language=GraphQL
        var documents = List.of(
                "{ people { nodes { name adhar { adharNo } } } }",
                "{ adhars { edges { node { person { name } } } } }",
                "{ person(id: \"%s\") { name label } }".formatted(joan),
                "{ adhar(id: \"%s\") { adharNo } }".formatted(adhar),
                "{ node(id: \"%s\") { label ... on Person { name } } }".formatted(joan),
                "{ nodes(ids: [\"%s\", \"%s\"]) { id label } }".formatted(joan, adhar),
                "mutation { createPerson(input: {name: \"Rion\"}) { label adhar { id } } }");
        var without = List.of(EDITOR, NO_ROLE, "");
        for (String document : documents) {
            for (String first : List.of(REGISTRAR, EDITOR)) {
                // no two rounds share a plan: it belongs to its document
                String asked = document + " # " + first.hashCode();
                for (int round = 0; round < 2; round++) {
                    if (first.equals(REGISTRAR)) {
                        as(REGISTRAR, () -> ask(asked)).data();
                    }
                    for (String caller : without) {
                        var answer = asCaller(caller, () -> ask(asked));
                        assertTrue(answer.text().contains(caller.isEmpty() ? "UNAUTHENTICATED" : "FORBIDDEN"), asked);
                        assertFalse(answer.text().matches("(?s).*(Joan|Rion|adharNo\":).*"), answer::text);
                    }
                    as(REGISTRAR, () -> ask(asked)).data();
                }
            }
        }
    }

    @Test
    void answersTheOtherFieldsOfAQuery() {
        // language=GraphQL
        var answer = ask("{ person(id: 1) { name } places { nodes { id } } adhar(id: 1) { id } }");
        assertEquals(List.of(place), answer.json().getList("data.places.nodes.id"));
        assertEquals(2, answer.errors().size());
        assertEquals(List.of("person"), answer.json().get("errors[0].path"));
        assertEquals(List.of("adhar"), answer.json().get("errors[1].path"));
        assertNull(answer.json().get("data.person"));
    }

    @Test
    void tellsNotWhetherANodeIsThere() {
        // language=GraphQL
        String document = "query ($id: ID!) { node(id: $id) { id label ... on Person { name } } }";
        for (String token : List.of("", NO_ROLE, EDITOR)) {
            for (String there : List.of(joan, adhar)) {
                String missing = there.split(":")[0] + ":999999999";
                var one = assertStatements(0, () -> asCaller(token, () -> ask(document, "id", there)));
                var other = assertStatements(0, () -> asCaller(token, () -> ask(document, "id", missing)));
                assertEquals(one.text(), other.text());
                assertEquals(
                        List.of("node"),
                        one.error(token.isEmpty() ? "UNAUTHENTICATED" : "FORBIDDEN")
                                .get("path"));
                assertFalse(one.text().contains("Joan"));
            }
        }
        assertEquals(
                "Joan louji", as(REGISTRAR, () -> ask(document, "id", joan)).data("node.name"));
    }

    @Test
    void answersTheOtherNodes() {
        // language=GraphQL
        String document = "query ($ids: [ID!]!) { some: nodes(ids: $ids) { id label } }";
        var ids = List.of(place, joan, "Place:999999999", adhar, "Person:999999999");
        var missing = List.of(place, "Person:999999998", "Place:999999999", "Adhar:1", "Person:999999999");
        var answer = assertStatements(1, () -> ask(document, "ids", ids));
        var other = ask(document, "ids", missing);
        for (String part : List.of("data", "errors")) {
            assertEquals(answer.json().<Object>get(part), other.json().<Object>get(part));
        }
        assertEquals(place, answer.json().get("data.some[0].id"));
        for (int i = 1; i < 5; i++) {
            assertNull(answer.json().get("data.some[" + i + "]"));
        }
        assertEquals(
                List.of(List.of("some", 1), List.of("some", 3), List.of("some", 4)),
                answer.json().getList("errors.path"));
        assertEquals(
                List.of("UNAUTHENTICATED", "UNAUTHENTICATED", "UNAUTHENTICATED"),
                answer.json().getList("errors.extensions.code"));
        assertEquals(
                "Joan louji",
                as(REGISTRAR, () -> ask(document, "ids", List.of(joan))).data("some[0].label"));
    }

    @Test
    void countsNothingOfWhatIsHidden() {
        // the counts of a cascade are those of places; a person is refused before anything is looked for
        // language=GraphQL
        String document = "mutation ($id: ID!) { deletePerson(id: $id) { people adhars } }";
        var one = as(EDITOR, () -> ask(document, "id", joan));
        var other = as(EDITOR, () -> ask(document, "id", "Person:999999999"));
        assertEquals(one.text(), other.text());
        assertEquals(1, as(REGISTRAR, () -> ask("{ people { totalCount } }")).<Integer>data("people.totalCount"));
    }

    @Test
    void tellsNoRuleOfInputsToThoseWhoMayNotSendThem() {
        // language=GraphQL
        String document =
                """
                mutation ($person: ID!, $no: String!) {
                  createAdhar(input: {person: {id: $person}, signature: "", adharNo: $no}) { id }
                }""";
        var conflict = as(EDITOR, () -> ask(document, "person", joan, "no", "2"));
        conflict.error("FORBIDDEN");
        for (var other : List.of(List.of("Person:999999999", "2"), List.of("Place:1", "2"), List.of(joan, " "))) {
            var answer = as(EDITOR, () -> ask(document, "person", other.get(0), "no", other.get(1)));
            assertEquals(conflict.text(), answer.text());
        }
    }

    @Test
    void runsNoFieldOfAMutationWhereOneIsRefused() {
        // language=GraphQL
        String document =
                """
                mutation {
                  createPlace(input: {name: "Ace Hardware", address: "1013 N. Ashland"}) { id }
                  who: createPerson(input: {name: "Rion"}) { id }
                }""";
        for (String token : List.of(EDITOR, REGISTRAR)) {
            var error =
                    assertStatements(0, () -> as(token, () -> ask(document))).error("FORBIDDEN");
            assertEquals(List.of(token.equals(EDITOR) ? "who" : "createPlace"), error.get("path"));
        }
        assertEquals(2, ask(document).errors().size());
        assertEquals(1, ask("{ places { totalCount } }").<Integer>data("places.totalCount"));
    }

    @Test
    void asksForNoRoleWhereAFieldIsLeftOut() {
        // language=GraphQL
        String query = "query ($all: Boolean!) { people @include(if: $all) { totalCount } places { totalCount } }";
        ask(query, "all", false).data();
        ask(query, "all", true).error("UNAUTHENTICATED");
        // language=GraphQL
        String mutation =
                """
                mutation ($no: Boolean!, $id: ID!) {
                  deletePerson(id: 1) @skip(if: $no) { id }
                  ... on Mutation @skip(if: $no) { deleteAdhar(id: 1) { id } }
                  updatePlace(id: $id, input: {name: "Ace"}) { name }
                }""";
        as(EDITOR, () -> ask(mutation, "no", true, "id", place)).data();
        assertEquals(
                2,
                as(EDITOR, () -> ask(mutation, "no", false, "id", place))
                        .errors()
                        .size());
    }

    @Test
    void refusesInFragmentsTheSame() {
        // language=GraphQL
        String document = "mutation { ...a } fragment a on Mutation { ... { b: deletePerson(id: 1) { id } } }";
        assertEquals(
                List.of("b"), as(EDITOR, () -> ask(document)).error("FORBIDDEN").get("path"));
        // language=GraphQL
        String query = "{ ...a } fragment a on Query { ... on Query { b: person(id: 1) { id } } }";
        assertEquals(List.of("b"), ask(query).error("UNAUTHENTICATED").get("path"));
    }

    @Test
    void tellsOfARoleInWordsForPeople() {
        assertEquals(
                "people needs the role REGISTRAR: send a token that has it",
                ask("{ people { totalCount } }").error("UNAUTHENTICATED").message());
        assertEquals(
                "Person needs the role REGISTRAR, which your token does not have",
                as(EDITOR, () -> ask("{ node(id: \"Person:1\") { id } }"))
                        .error("FORBIDDEN")
                        .message());
    }
}
