package relata.query;

import graphql.schema.SelectedField;
import java.util.Map;

/** A field that takes arguments, with those given: uses that are alike have one value, whatever their aliases. */
record Use(String field, Map<String, Object> arguments) {
    static Use of(SelectedField field) {
        return new Use(field.getName(), field.getArguments());
    }

    Map<?, ?> where() {
        return (Map<?, ?>) arguments.get("where");
    }
}
