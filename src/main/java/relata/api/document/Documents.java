package relata.api.document;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.ExecutionInput;
import graphql.GraphQLError;
import graphql.ParseAndValidate;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.schema.GraphQLSchema;
import graphql.validation.ValidationError;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import relata.api.DocumentMemo;
import relata.api.limit.Costs;
import relata.api.limit.DocumentLimits;
import relata.api.message.RefusedException;

/** Parses and validates documents, and caches them, up to a few hundred megabytes in total. */
@Singleton
public class Documents implements PreparsedDocumentProvider {
    private static final long MOST_BYTES = 256_000_000;

    /** About what a document with few names takes, for each of its characters. */
    private static final int BYTES_OF_CHARACTER = 100;

    private static final int BYTES_OF_DOCUMENT = 2_000;
    private static final int BYTES_OF_ERROR = 1_000;

    private final GraphQLSchema schema;
    private final DocumentLimits limits;
    private final Costs costs;
    private final Suggestions suggestions;
    private final Cache<String, Known> documents = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher(Documents::size)
            .build();

    /**
     * A prepared document.
     *
     * @param operations what is known of each of its operations; empty if it has errors
     * @param memo null if it has errors
     */
    public record Known(
            PreparsedDocumentEntry entry, Map<OperationDefinition, WalkedOperation> operations, DocumentMemo memo) {
        Known(List<? extends GraphQLError> errors) {
            this(new PreparsedDocumentEntry(List.copyOf(errors)), Map.of(), null);
        }
    }

    Documents(GraphQLSchema schema, DocumentLimits limits, Costs costs, Suggestions suggestions) {
        this.costs = costs;
        this.suggestions = suggestions;
        this.schema = schema;
        this.limits = limits;
    }

    /** A short document can have a hundred errors, each of which quotes it and its location. */
    private static int size(String text, Known known) {
        int errors = known.entry.hasErrors() ? known.entry.getErrors().size() : 0;
        return BYTES_OF_DOCUMENT + BYTES_OF_CHARACTER * text.length() + BYTES_OF_ERROR * errors;
    }

    public Known get(ExecutionInput input) {
        return documents.get(input.getQuery(), this::prepare);
    }

    private Known prepare(String text) {
        try {
            var document = parse(text);
            limits.check(document);
            var errors = SubscriptionRoot.errors(document);
            if (errors.isEmpty()) {
                errors = ParseAndValidate.validate(schema, document, Documents::isSupported, Locale.ENGLISH);
            }
            return errors.isEmpty() ? known(document) : refused(errors, document);
        } catch (InvalidSyntaxException e) {
            return new Known(List.of(e.toInvalidSyntaxError()));
        } catch (RefusedException e) {
            return new Known(e.result().getErrors());
        }
    }

    /** Without the rules of `@defer`, which is reported as unknown wherever it occurs. */
    private static boolean isSupported(Class<?> rule) {
        return !rule.getSimpleName().startsWith("Defer");
    }

    private Known known(Document document) {
        var errors = new ArrayList<ValidationError>();
        var operations = new HashMap<OperationDefinition, WalkedOperation>();
        for (var operation : document.getDefinitionsOfType(OperationDefinition.class)) {
            var walked = OperationWalk.over(operation, document, schema, costs);
            errors.addAll(walked.errors());
            operations.put(operation, walked);
        }
        return errors.isEmpty()
                ? new Known(new PreparsedDocumentEntry(document), operations, new DocumentMemo())
                : refused(errors, document);
    }

    private Known refused(List<ValidationError> errors, Document document) {
        return new Known(Misspellings.explain(errors, document, schema, suggestions));
    }

    private Document parse(String text) {
        var environment = ParserEnvironment.newParserEnvironment()
                // they would stay in block strings otherwise: section 2.1.2 of the GraphQL specification
                .document(text.replace("\r\n", "\n").replace('\r', '\n'))
                .parserOptions(limits.parserOptions())
                .locale(Locale.ENGLISH)
                .build();
        try {
            return Parser.parse(environment);
        } catch (InvalidSyntaxException e) {
            limits.check(e);
            throw e;
        }
    }

    @Override
    public CompletableFuture<PreparsedDocumentEntry> getDocumentAsync(
            ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> parseAndValidate) {
        return CompletableFuture.completedFuture(get(input).entry);
    }
}
