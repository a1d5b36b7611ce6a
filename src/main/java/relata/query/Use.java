package relata.query;

import graphql.schema.SelectedField;
import java.util.Map;
import relata.api.Argument;

/** A field that takes arguments, with those given: uses that are alike have one value, whatever their aliases. */
record Use(String field, Map<String, Object> arguments) {
    static Use of(SelectedField field) {
        return new Use(field.getName(), field.getArguments());
    }

    /** One of its arguments, as seen from the field of Query or Mutation that reads it. */
    Argument at(String argument) {
        return Argument.of(field, argument);
    }

    Map<?, ?> where() {
        return (Map<?, ?>) arguments.get("where");
    }
}
