package relata.query.plan;

import graphql.execution.MergedField;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import relata.query.run.Shape;

/** The arguments of the fields below the one that a plan answers, as templates: their values are numbered, in order. */
final class ArgumentTemplates {
    private final DataFetchingEnvironment environment;
    private final int[] numbered;
    private final List<ArgumentSite> sites = new ArrayList<>();
    private final Map<MergedField, Map<?, ?>> templates = new HashMap<>();

    /** @param numbered how many values are numbered already */
    ArgumentTemplates(DataFetchingEnvironment environment, int numbered) {
        this.environment = environment;
        this.numbered = new int[] {numbered};
    }

    /** The template of a field, the same one on every call. */
    Map<?, ?> of(GraphQLFieldDefinition definition, MergedField field) {
        return templates.computeIfAbsent(field, unused -> {
            var site = ArgumentSite.of(definition, field.getSingleField(), environment);
            sites.add(site);
            return (Map<?, ?>) Shape.template(site.arguments(environment), numbered);
        });
    }

    /** The fields, in the order in which their values are numbered. */
    List<ArgumentSite> sites() {
        return List.copyOf(sites);
    }
}
