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
import relata.query.mapping.Tables;
import relata.query.plan.ArgumentSite;
import relata.query.plan.Plan;
import relata.query.plan.SelectionCompiler;
import relata.query.run.Layout;
import relata.query.run.Run;
import relata.query.run.Shape;
import relata.transaction.Work;

/**
 * Compiled plans. Which one answers a field depends on the field in its document, on the variables of its `@skip` and
 * `@include`, and on the shape of its arguments: not on values, and not on the caller.
 */
@Singleton
class Plans {
    private static final long MOST_BYTES = 64_000_000;
    /**
     * About what a character of a shape takes: it stands for conditions in up to four statements, and their operands.
     */
    private static final int BYTES_OF_CHARACTER = 64;
    /** A field may have 2^n selections, for n variables that include something. */
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

    /** A field in a document, and where arguments stand below it, by selection. No two fields are equal. */
    private static final class Selections {
        private final Map<String, List<ArgumentSite>> sites = new ConcurrentHashMap<>();
    }

    /** @param selection the type that is selected of, and the variables that include something */
    private record Key(Selections field, String selection, String shape) {}

    private record Compiled(Plan plan, Layout layout) {}

    /** Makes a plan, with the field's own arguments as a template. */
    @FunctionalInterface
    interface Compilation<P extends Plan> {
        P compile(SelectionCompiler compiler, Map<?, ?> template);
    }

    /** A plan, and a run of it that has the values of a request. */
    record Found<P extends Plan>(P plan, Run run) {}

    /**
     * Finds the plan of a field in a document, or makes it.
     *
     * @param environment of the field, or of one around it
     * @param type the one that is selected of
     * @param arguments of the field, those that the plan depends on
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
            sites.forEach(site -> shape.add(site.arguments(environment)));
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
            compiler.sites().forEach(site -> shape.add(site.arguments(environment)));
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

    /** The values of the variables that include or skip something in the document. */
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
