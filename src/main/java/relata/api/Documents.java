package relata.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.ExecutionInput;
import graphql.ParseAndValidate;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import graphql.schema.GraphQLSchema;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Parsed and validated documents. Those that are asked again are kept, up to some million characters in all. */
@ApplicationScoped
class Documents implements PreparsedDocumentProvider {
    private static final long MOST_CHARACTERS = 4_000_000;

    private final GraphQLSchema schema;
    private final Cache<String, PreparsedDocumentEntry> documents = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((String text, PreparsedDocumentEntry entry) -> text.length() + 100)
            .build();

    Documents(GraphQLSchema schema) {
        this.schema = schema;
    }

    PreparsedDocumentEntry get(ExecutionInput input) {
        return documents.get(input.getQuery(), text -> prepare(input));
    }

    private PreparsedDocumentEntry prepare(ExecutionInput input) {
        var result = ParseAndValidate.parseAndValidate(schema, input);
        return result.isFailure()
                ? new PreparsedDocumentEntry(result.getErrors())
                : new PreparsedDocumentEntry(result.getDocument());
    }

    @Override
    public CompletableFuture<PreparsedDocumentEntry> getDocumentAsync(
            ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> parseAndValidate) {
        return CompletableFuture.completedFuture(get(input));
    }
}
