package relata.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.ExecutionInput;
import graphql.ParseAndValidate;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import graphql.language.Document;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.schema.GraphQLSchema;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Parsed and validated documents. Those that are asked again are kept, up to some million characters in all. */
@ApplicationScoped
class Documents implements PreparsedDocumentProvider {
    private static final long MOST_CHARACTERS = 4_000_000;

    private final GraphQLSchema schema;
    private final DocumentLimits limits;
    private final Cache<String, PreparsedDocumentEntry> documents = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((String text, PreparsedDocumentEntry entry) -> text.length() + 100 + sizeOfErrors(entry))
            .build();

    Documents(GraphQLSchema schema, DocumentLimits limits) {
        this.schema = schema;
        this.limits = limits;
    }

    /** A short document can have a hundred errors, which quote it and say where. */
    private static int sizeOfErrors(PreparsedDocumentEntry entry) {
        return entry.hasErrors() ? 500 * entry.getErrors().size() : 0;
    }

    /** A document that fits the schema, and what was worked out of it. */
    static final class Valid extends PreparsedDocumentEntry {
        final DocumentMemo memo = new DocumentMemo();

        Valid(Document document) {
            super(document);
        }
    }

    PreparsedDocumentEntry get(ExecutionInput input) {
        return documents.get(input.getQuery(), this::prepare);
    }

    private PreparsedDocumentEntry prepare(String text) {
        try {
            var document = parse(text);
            limits.check(document);
            var errors = ParseAndValidate.validate(schema, document);
            return errors.isEmpty() ? new Valid(document) : new PreparsedDocumentEntry(errors);
        } catch (InvalidSyntaxException e) {
            return new PreparsedDocumentEntry(e.toInvalidSyntaxError());
        } catch (RefusedException e) {
            return new PreparsedDocumentEntry(e.result().getErrors());
        }
    }

    private Document parse(String text) {
        var environment = ParserEnvironment.newParserEnvironment()
                .document(text)
                .parserOptions(limits.parserOptions())
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
        return CompletableFuture.completedFuture(get(input));
    }
}
