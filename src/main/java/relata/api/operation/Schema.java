package relata.api.operation;

import graphql.GraphQL;
import graphql.schema.DataFetcher;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLDirective;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.quarkus.arc.All;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import relata.api.RelataSettings;
import relata.api.document.Documents;
import relata.api.document.SupportedDirectives;
import relata.api.port.Resolver;
import relata.api.port.SchemaRules;
import relata.api.role.Guard;

/** The schema with its data fetchers. */
@Singleton
public class Schema {
    private final String text;

    Schema(RelataSettings settings) {
        text = settings.schema().stream().map(Schema::read).collect(Collectors.joining("\n"));
    }

    /** The text of the schema; in dev mode from the source file, so that a reload sees changes. */
    public String text() {
        return text;
    }

    private static String read(String name) {
        var source = Path.of(name);
        try {
            boolean edited = LaunchMode.current() == LaunchMode.DEVELOPMENT && Files.exists(source);
            return edited ? Files.readString(source) : packaged(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String packaged(String name) throws IOException {
        try (var file = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
            if (file == null) {
                throw new NoSuchFileException(name, null, "relata.schema names it, but it is not on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Produces
    @Singleton
    GraphQLSchema schema(@All List<Resolver> resolvers, SchemaRules rules) {
        return withSupportedDirectives(Guard.over(wired(text, resolvers, rules)));
    }

    /**
     * A schema with its data fetchers.
     *
     * @throws IllegalStateException that names each part of the schema without code, and all code without such a part
     */
    static GraphQLSchema wired(String text, List<Resolver> resolvers, SchemaRules rules) {
        var builder = RuntimeWiring.newRuntimeWiring();
        resolvers.forEach(resolver -> resolver.wire(builder));
        var wiring = builder.build();
        var schema = new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(text), wiring);
        var gaps = new TreeSet<>(rules.gaps(schema));
        for (var root : List.of(schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType())) {
            var fetchers = wiring.getDataFetcherForType(root.getName()).keySet();
            root.getFieldDefinitions().stream()
                    .map(GraphQLFieldDefinition::getName)
                    .filter(name -> !fetchers.contains(name))
                    .forEach(name -> gaps.add(root.getName() + "." + name + ": no resolver has a data fetcher for it"));
            fetchers.stream()
                    .filter(name -> root.getFieldDefinition(name) == null)
                    .forEach(name -> gaps.add(root.getName() + "." + name + ": there is a data fetcher, but no field"));
        }
        if (!gaps.isEmpty()) {
            throw new IllegalStateException("The schema and the code do not match:\n" + String.join("\n", gaps));
        }
        return schema;
    }

    /** Introspection must not show the others, but graphql-java cannot leave them out of a schema. */
    private static GraphQLSchema withSupportedDirectives(GraphQLSchema schema) {
        var supported = SupportedDirectives.of(schema);
        DataFetcher<List<GraphQLDirective>> directives = environment -> supported;
        var registry = schema.getCodeRegistry()
                .transform(
                        code -> code.dataFetcher(FieldCoordinates.coordinates("__Schema", "directives"), directives));
        return schema.transformWithoutTypes(changed -> changed.codeRegistry(registry));
    }

    @Produces
    @Singleton
    GraphQL graphQL(GraphQLSchema schema, Documents documents, FailureHandler failures, InputValidation validation) {
        return GraphQL.newGraphQL(schema)
                .preparsedDocumentProvider(documents)
                .instrumentation(validation)
                .defaultDataFetcherExceptionHandler(failures)
                .queryExecutionStrategy(new CompiledFields.Queries(failures))
                .mutationExecutionStrategy(new CompiledFields.Mutations(failures))
                .subscriptionExecutionStrategy(new Subscriptions(failures))
                .build();
    }
}
