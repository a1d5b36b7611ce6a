package relata.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.execution.MergedField;
import graphql.language.Directive;
import graphql.language.Node;
import graphql.language.VariableReference;
import graphql.schema.DataFetchingEnvironment;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import relata.api.DocumentMemo;
import relata.api.document.FieldArguments;
import relata.query.mapping.Tables;
import relata.query.plan.Plan;
import relata.query.plan.SelectionCompiler;
import relata.query.run.Layout;
import relata.query.run.Run;
import relata.query.run.Shape;
import relata.transaction.Work;

/**
 * Compiled plans. The plan for a field depends on the field in its document, on the variables in `@skip` and
 * `@include`, and on the shape of its arguments, but not on values or the caller.
 */
@Singleton
class Plans {
    private static final long MOST_BYTES = 64_000_000;
    /** The approximate memory per character of a shape, which stands for conditions in up to four statements. */
    private static final int BYTES_OF_CHARACTER = 64;
    /** With n variables in `@skip` and `@include`, a field may have 2^n selections. */
    private static final int MOST_SELECTIONS = 64;

    private final Tables tables;
    private final Cache<Key, Compiled> plans = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Key key, Compiled compiled) -> BYTES_OF_CHARACTER * key.shape.length() + compiled.plan.size())
            .recordStats()
            .build();

    Plans(Tables tables, MeterRegistry meters) {
        this.tables = tables;
        CaffeineCacheMetrics.monitor(meters, plans, "relata.plans");
    }

    /** A field in a document, with the arguments of the fields below it, by selection. Compared by identity. */
    private static final class Selections {
        private final Map<String, List<FieldArguments>> sites = new ConcurrentHashMap<>();
    }

    /**
     * @param selection the type whose fields are selected, and the values of the variables in `@skip` and `@include`
     */
    private record Key(Selections field, String selection, String shape) {}

    private record Compiled(Plan plan, Layout layout) {}

    /** Compiles a plan, given the field's own arguments as a template. */
    @FunctionalInterface
    interface Compilation<P extends Plan> {
        P compile(SelectionCompiler compiler, Map<?, ?> template);
    }

    /** A plan, and a run of it with the values of a request. */
    record Found<P extends Plan>(P plan, Run run) {}

    /**
     * Finds or compiles the plan for a field in a document.
     *
     * @param environment that of the field, or of an enclosing one
     * @param type the one whose fields are selected
     * @param arguments those of the field's arguments that the plan depends on
     * @param shape what else the plan depends on
     */
    <P extends Plan> Found<P> find(
            DataFetchingEnvironment environment,
            MergedField field,
            String type,
            Map<String, Object> arguments,
            Shape shape,
            Compilation<P> compilation) {
        var memo = DocumentMemo.of(environment.getGraphQlContext());
        var selections = memo.get(field.getFields(), Selections::new);
        String selection = type + included(memo, environment);
        shape.add(arguments);
        var sites = selections.sites.get(selection);
        if (sites != null) {
            sites.forEach(site -> shape.add(site.in(environment.getVariables())));
            var known = plans.getIfPresent(new Key(selections, selection, shape.key()));
            if (known != null) {
                return found(known, shape, environment);
            }
        }
        var first = new int[1];
        var template = (Map<?, ?>) Shape.template(arguments, first);
        var compiler = new SelectionCompiler(environment, tables, first[0]);
        var compiled = new Compiled(compilation.compile(compiler, template), compiler.layout());
        if (sites == null) {
            compiler.sites().forEach(site -> shape.add(site.in(environment.getVariables())));
            if (selections.sites.size() < MOST_SELECTIONS) {
                selections.sites.put(selection, compiler.sites());
            }
        }
        plans.put(new Key(selections, selection, shape.key()), compiled);
        return found(compiled, shape, environment);
    }

    @SuppressWarnings("unchecked")
    private static <P extends Plan> Found<P> found(
            Compiled compiled, Shape shape, DataFetchingEnvironment environment) {
        var path = environment.getExecutionStepInfo().getPath();
        Work.current().budget().countValue();
        return new Found<>((P) compiled.plan, new Run(shape.values(), compiled.layout, path));
    }

    /** The values of the variables in the document's `@skip` and `@include`. */
    private static String included(DocumentMemo memo, DataFetchingEnvironment environment) {
        Collection<String> names = memo.get(Plans.class, () -> conditions(environment));
        if (names.isEmpty()) {
            return "";
        }
        var values = new StringBuilder();
        names.forEach(name ->
                values.append(Boolean.TRUE.equals(environment.getVariables().get(name)) ? '+' : '-'));
        return values.toString();
    }

    private static Set<String> conditions(DataFetchingEnvironment environment) {
        var names = new TreeSet<String>();
        collectConditions(environment.getDocument(), names);
        return names;
    }

    private static void collectConditions(Node<?> node, Set<String> names) {
        if (node instanceof Directive directive
                && (directive.getName().equals("skip") || directive.getName().equals("include"))
                && directive.getArgument("if").getValue() instanceof VariableReference variable) {
            names.add(variable.getName());
        }
        node.getChildren().forEach(child -> collectConditions(child, names));
    }
}
