package relata.api.message;

import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.ResultPath;
import graphql.language.SourceLocation;
import graphql.validation.ValidationError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import relata.api.ApiException.Problem;
import relata.api.ErrorCode;

/** Entries of `errors`, each with an `extensions.code`. */
public final class Errors {
    private static final String CODE = "code";

    private Errors() {}

    /** An error that belongs to no field. */
    static GraphQLError of(ErrorCode code, String message) {
        return of(new Problem(code, message, Map.of()), null, null);
    }

    /** An error of the field at a path. */
    public static GraphQLError of(Problem problem, ResultPath path, SourceLocation location) {
        var extensions = new LinkedHashMap<String, Object>();
        extensions.put(CODE, problem.code().name());
        extensions.putAll(problem.extensions());
        var error = GraphqlErrorBuilder.newError().message(problem.message()).extensions(extensions);
        if (path != null) {
            error.path(path);
        }
        return location == null ? error.build() : error.location(location).build();
    }

    public static boolean has(List<GraphQLError> errors, ErrorCode code) {
        return errors.stream().anyMatch(error -> code.name().equals(codeOf(error)));
    }

    /** The error as sent: section 7.1.2 of the GraphQL specification. */
    static Map<String, Object> toJson(GraphQLError error) {
        var json = new LinkedHashMap<String, Object>();
        // a message may quote the request
        json.put(
                "message", Utf8.encodable(hasCode(error) ? error.getMessage() : Wording.forPeople(error.getMessage())));
        if (error.getLocations() != null && !error.getLocations().isEmpty()) {
            json.put(
                    "locations",
                    error.getLocations().stream()
                            .map(at -> Map.of("line", at.getLine(), "column", at.getColumn()))
                            .toList());
        }
        if (error.getPath() != null) {
            json.put("path", error.getPath());
        }
        var extensions = new LinkedHashMap<String, Object>();
        extensions.put(CODE, codeOf(error));
        if (error.getExtensions() != null) {
            extensions.putAll(error.getExtensions());
        }
        extensions.remove("classification");
        json.put("extensions", extensions);
        return json;
    }

    static String codeOf(GraphQLError error) {
        if (hasCode(error)) {
            return (String) error.getExtensions().get(CODE);
        }
        // an error of graphql-java: of the document, or of variables that do not fit their types
        if (error.getErrorType() == ErrorType.InvalidSyntax) {
            return ErrorCode.GRAPHQL_PARSE_FAILED.name();
        }
        if (error instanceof ValidationError) {
            return ErrorCode.GRAPHQL_VALIDATION_FAILED.name();
        }
        boolean ofVariables = error.getErrorType() == ErrorType.ValidationError;
        return (ofVariables ? ErrorCode.BAD_USER_INPUT : ErrorCode.INTERNAL).name();
    }

    /** Whether it is one of Relata's own. */
    private static boolean hasCode(GraphQLError error) {
        return error.getExtensions() != null && error.getExtensions().containsKey(CODE);
    }
}
