package relata.api;

import graphql.GraphQL;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.quarkus.arc.All;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The schema with the code behind it. */
@Singleton
class Schema {
    private static final String FILE = "schema.graphqls";

    /** The schema as it is written. */
    static String text() {
        try (var file = Thread.currentThread().getContextClassLoader().getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Produces
    @Singleton
    GraphQLSchema schema(@All List<Resolver> resolvers) {
        var wiring = RuntimeWiring.newRuntimeWiring();
        resolvers.forEach(resolver -> resolver.wire(wiring));
        return new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(text()), wiring.build());
    }

    @Produces
    @Singleton
    GraphQL graphQL(GraphQLSchema schema, Documents documents, FailureHandler failures, InputValidation validation) {
        return GraphQL.newGraphQL(schema)
                .preparsedDocumentProvider(documents)
                .instrumentation(validation)
                .defaultDataFetcherExceptionHandler(failures)
                .build();
    }
}
