package relata.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.NamedNode;
import graphql.language.ObjectTypeDefinition;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relata.api.port.Resolver;
import relata.query.mapping.Attributes;
import relata.query.mapping.Counted;
import relata.query.mapping.Entities;
import relata.query.mapping.Label;
import relata.query.plan.LabelTemplate;
import relata.query.sql.Filter;
import relata.query.sql.Lookup;

/** Holds schema and code together: a field without code, or code without a field, is named by its coordinate. */
@QuarkusTest
class SchemaAndCodeTest {
    private static final List<String> KINDS = List.of("Filter", "Order");
    private static final Set<String> COMBINATORS = Set.of("and", "or", "not");

    @Inject
    @All
    List<Resolver> resolvers;

    @Inject
    Entities entities;

    private String text;

    @BeforeEach
    void readTheSchema() throws IOException {
        text = Files.readString(Path.of("schema.graphqls"));
    }

    @Test
    void hasCodeForEveryFieldAndAFieldForAllCode() {
        assertEquals(Set.of(), gaps(text));
    }

    @Test
    void namesWhatIsMissing() {
        String changed = text.replace("type Waiter implements Node {", "type Waiter implements Node {\n  town: String!")
                .replace("input WaiterFilter {", "input WaiterFilter {\n  town: StringFilter")
                .replace("input WaiterOrder @oneOf {", "input WaiterOrder @oneOf {\n  town: Direction")
                .replace("input StringFilter {", "input StringFilter {\n  sounds: String")
                .replace("input UpdateWaiterInput {", "input UpdateWaiterInput {\n  town: String")
                .replace("input UpsertAdharInput {", "input UpsertAdharInput {\n  town: String")
                .replace("  servesPizza: Boolean!\n", "  servesPasta: Boolean!\n")
                .replace("  deleteWaiter(", "  dismissWaiter(");
        assertEquals(
                Set.of(
                        "Waiter.town",
                        "WaiterFilter.town",
                        "WaiterOrder.town",
                        "StringFilter.sounds",
                        "UpdateWaiterInput.town",
                        "UpsertAdharInput.town",
                        "Restaurant.servesPasta",
                        "UpsertRestaurantInput.servesPasta",
                        "Restaurant.servesPizza",
                        "Mutation.deleteWaiter",
                        "Mutation.dismissWaiter"),
                gaps(changed));
    }

    private Set<String> gaps(String schema) {
        var registry = new SchemaParser().parse(schema);
        var gaps = new TreeSet<String>();
        for (var type : registry.getTypes(ObjectTypeDefinition.class)) {
            var entity = entities.find(type.getName());
            entity.ifPresent(found -> compare(type.getName(), names(type.getFieldDefinitions()), fields(found), gaps));
        }
        for (String root : List.of("Query", "Mutation", "Subscription")) {
            var type = registry.getType(root, ObjectTypeDefinition.class).orElseThrow();
            compare(
                    root,
                    names(type.getFieldDefinitions()),
                    wired().getDataFetcherForType(root).keySet(),
                    gaps);
        }
        for (var input : registry.getTypes(InputObjectTypeDefinition.class)) {
            input.getInputValueDefinitions().stream()
                    .filter(value -> !hasCode(registry, input.getName(), value))
                    .forEach(value -> gaps.add(input.getName() + "." + value.getName()));
        }
        compareLookups(registry, "StringFilter", Lookup.TEXTS, gaps);
        compareLookups(registry, "IntFilter", Lookup.COMPARISONS, gaps);
        return gaps;
    }

    private static void compareLookups(
            TypeDefinitionRegistry registry, String filter, Map<String, Lookup> lookups, Set<String> gaps) {
        var type = registry.getType(filter, InputObjectTypeDefinition.class).orElseThrow();
        compare(filter, names(type.getInputValueDefinitions()), lookups.keySet(), gaps);
    }

    private static void compare(String type, Set<String> schema, Set<String> code, Set<String> gaps) {
        schema.stream().filter(name -> !code.contains(name)).forEach(name -> gaps.add(type + "." + name));
        code.stream().filter(name -> !schema.contains(name)).forEach(name -> gaps.add(type + "." + name));
    }

    private static Set<String> names(List<? extends NamedNode<?>> definitions) {
        return definitions.stream().map(NamedNode::getName).collect(Collectors.toSet());
    }

    private RuntimeWiring wired() {
        var wiring = RuntimeWiring.newRuntimeWiring();
        resolvers.forEach(resolver -> resolver.wire(wiring));
        return wiring.build();
    }

    /** What can be selected of an entity. */
    private static Set<String> fields(EntityType<?> entity) {
        var names = new TreeSet<String>();
        if (entity.getJavaType().isAnnotationPresent(Label.class)) {
            names.add(LabelTemplate.FIELD);
        }
        for (Attribute<?, ?> attribute : entity.getAttributes()) {
            names.add(attribute.getName());
            var counted = ((AnnotatedElement) attribute.getJavaMember()).getAnnotation(Counted.class);
            if (counted != null) {
                names.add(counted.value());
            }
        }
        return names;
    }

    private boolean hasCode(TypeDefinitionRegistry registry, String input, InputValueDefinition value) {
        for (String kind : KINDS) {
            var entity = entities.find(input.replaceFirst(kind + "$", ""));
            if (input.endsWith(kind) && entity.isPresent()) {
                return COMBINATORS.contains(value.getName())
                        || fields(entity.get()).contains(value.getName())
                        || isPresence(entity.get(), value.getName());
            }
        }
        if (!input.matches("Up(date|sert).*Input")) {
            return true;
        }
        var entity = entities.find(input.substring(6, input.length() - 5));
        return fields(entity.orElseThrow()).contains(value.getName());
    }

    private static boolean isPresence(EntityType<?> entity, String name) {
        return name.startsWith("has")
                && Attributes.find(entity, Filter.toOneOf(name))
                        .map(Attributes::isToOne)
                        .orElse(false);
    }
}
