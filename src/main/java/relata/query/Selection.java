package relata.query;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.DataFetchingFieldSelectionSet;
import graphql.schema.SelectedField;
import jakarta.persistence.metamodel.EntityType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import relata.api.Guard;

/** What a document selects of one entity, all its selections of it taken together. */
final class Selection {
    private final EntityType<?> entity;
    private final DataFetchingEnvironment environment;
    private final Set<String> columns = new LinkedHashSet<>();
    private final Map<String, Selection> toOnes = new LinkedHashMap<>();
    private final Set<Use> counts = new LinkedHashSet<>();
    private final Map<Use, Selection> lists = new LinkedHashMap<>();

    /** @param environment that of the field whose document it is: what its caller may not read is left out */
    Selection(EntityType<?> entity, DataFetchingEnvironment environment) {
        this.entity = entity;
        this.environment = environment;
    }

    /** Adds what one field selects of the entity. */
    Selection add(DataFetchingFieldSelectionSet selected) {
        for (SelectedField field : selected.getImmediateFields()) {
            // a field of an interface selects for other types too
            if (field.getObjectTypeNames().contains(entity.getName())
                    && !field.getName().startsWith("__")
                    && Guard.lets(field, environment)) {
                add(field);
            }
        }
        return this;
    }

    private void add(SelectedField field) {
        var attribute = Attributes.find(entity, field.getName());
        if (attribute.isEmpty()) {
            counts.add(Use.of(field));
            return;
        }
        if (!attribute.get().isAssociation()) {
            columns.add(field.getName());
            return;
        }
        var target = Attributes.target(attribute.get());
        Selection below = attribute.get().isCollection()
                ? lists.computeIfAbsent(Use.of(field), use -> new Selection(target, environment))
                : toOnes.computeIfAbsent(field.getName(), name -> new Selection(target, environment));
        below.add(field.getSelectionSet());
    }

    EntityType<?> entity() {
        return entity;
    }

    Set<String> columns() {
        return columns;
    }

    Map<String, Selection> toOnes() {
        return toOnes;
    }

    Set<Use> counts() {
        return counts;
    }

    Map<Use, Selection> lists() {
        return lists;
    }
}
