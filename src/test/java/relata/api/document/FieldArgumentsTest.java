package relata.api.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.execution.RawVariables;
import graphql.execution.ValuesResolver;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compiled arguments, compared with what graphql-java makes of the same ones. */
class FieldArgumentsTest {
    private static final GraphQLSchema SCHEMA = new SchemaGenerator()
            .makeExecutableSchema(
                    new SchemaParser()
                            .parse(
                                    """
                                    type Query {
                                      list(first: Int = 20, where: Filter, in: [String!], of: [Kind], sort: [Sort!], id: ID): String
                                    }
                                    enum Kind { A B }
                                    input Filter { name: String = "any", not: Filter, and: [Filter!], size: Int, one: One }
                                    input One @oneOf { name: String, size: Int }
                                    input Sort { name: Kind, place: Sort, last: Boolean = false }
                                    """),
                    RuntimeWiring.MOCKED_WIRING);

    private static final GraphQLFieldDefinition LIST = SCHEMA.getQueryType().getFieldDefinition("list");

    private record Asked(OperationDefinition operation, Field field) {
        static Asked of(String declared, String arguments) {
            String head = declared == null ? "query" : "query (" + declared + ")";
            var operation = Parser.parse("%s { list%s }".formatted(head, arguments == null ? "" : arguments))
                    .getFirstDefinitionOfType(OperationDefinition.class)
                    .orElseThrow();
            return new Asked(operation, (Field)
                    operation.getSelectionSet().getSelections().get(0));
        }

        CoercedVariables variables(Map<String, Object> given) {
            return ValuesResolver.coerceVariableValues(
                    SCHEMA,
                    operation.getVariableDefinitions(),
                    RawVariables.of(given),
                    GraphQLContext.getDefault(),
                    Locale.ROOT);
        }

        Map<String, Object> expected(CoercedVariables variables) {
            return ValuesResolver.getArgumentValues(
                    LIST.getArguments(), field.getArguments(), variables, GraphQLContext.getDefault(), Locale.ROOT);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "  |",
                "  | (first: 5, id: 7)",
                "  | (id: \"7\", where: null, first: 1)",
                "  | (in: \"single\", of: B, sort: {name: A})",
                "  | (in: [], of: [A, null, B], sort: [{last: true, place: {name: B}}, {}])",
                "  | (where: {size: 1, and: {not: {name: \"x\"}}, name: null})",
                "  | (where: {one: {size: 3}})",
                "$n: Int                 | (first: $n)",
                "$n: Int = 3             | (first: $n, where: {size: $n})",
                "$s: String              | (where: {name: $s, not: {name: $s, size: 4}})",
                "$s: String              | (where: {and: {name: $s}})",
                "$s: String              | (where: {and: [{name: $s}, {size: 1}, {not: {and: [{name: $s}]}}]})",
                "$f: Filter              | (where: $f)",
                "$f: Filter              | (where: {not: $f, size: 2})",
                "$l: [String!]           | (in: $l)",
                "$k: Kind                | (of: [A, $k], sort: [{name: $k}, {place: {name: $k}}])",
                "$i: ID                  | (id: $i)",
                "$n: Int! = 8            | (where: {one: {size: $n}})",
            })
    void haveTheSameValuesInTheSameOrderAsThoseOfGraphqlJava(String declared, String arguments) {
        var asked = Asked.of(declared, arguments);
        var compiled = FieldArguments.compile(asked.field, LIST);
        Map<String, Object> all =
                Map.of("n", 9, "s", "text", "f", Map.of("name", "deep"), "l", List.of("a", "b"), "k", "B", "i", 12);
        var nulls = new HashMap<String, Object>();
        if (declared != null && !declared.contains("!")) {
            all.keySet().forEach(name -> nulls.put(name, null));
        }
        for (Map<String, Object> given : List.of(all, Map.<String, Object>of(), nulls)) {
            var variables = asked.variables(given);
            var expected = asked.expected(variables);
            var values = compiled.in(variables.toMap());
            assertEquals(expected, values);
            // order is part of what a plan depends on
            assertEquals(expected.toString(), values.toString());
        }
    }

    @Test
    void areCoercedOnceIfNoneDependsOnAVariable() {
        var compiled = FieldArguments.compile(Asked.of(null, "(where: {and: [{size: 1}]})").field, LIST);
        var values = compiled.in(Map.of());
        assertSame(values, compiled.in(Map.of("n", 1)));
        assertThrows(UnsupportedOperationException.class, () -> values.put("first", 1));
    }
}
