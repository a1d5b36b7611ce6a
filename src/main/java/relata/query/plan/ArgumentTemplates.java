package relata.query.plan;

import graphql.execution.MergedField;
import graphql.schema.GraphQLFieldDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import relata.api.document.FieldArguments;
import relata.query.run.Shape;

/** The arguments of the fields below the one that a plan answers, as templates: their values are numbered, in order. */
final class ArgumentTemplates {
    private final Map<String, Object> variables;
    private final int[] numbered;
    private final List<FieldArguments> sites = new ArrayList<>();
    private final Map<MergedField, Map<?, ?>> templates = new HashMap<>();

    /** @param numbered how many values are numbered already */
    ArgumentTemplates(Map<String, Object> variables, int numbered) {
        this.variables = variables;
        this.numbered = new int[] {numbered};
    }

    /** The template of a field, the same one on every call. */
    Map<?, ?> of(GraphQLFieldDefinition definition, MergedField field) {
        return templates.computeIfAbsent(field, unused -> {
            var site = FieldArguments.compile(field.getSingleField(), definition);
            sites.add(site);
            return (Map<?, ?>) Shape.template(site.in(variables), numbered);
        });
    }

    /** The fields, in the order in which their values are numbered. */
    List<FieldArguments> sites() {
        return List.copyOf(sites);
    }
}
