package relata.query;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import relata.api.ApiException;

/** One object of an answer: what was selected of it, and nothing else. */
public final class Row {
    private final String type;
    private final Map<Object, Object> values = new HashMap<>();

    /** An object of a GraphQL type that has no values yet. */
    public Row(String type) {
        this.type = type;
    }

    /** The name of its GraphQL type. */
    public String type() {
        return type;
    }

    /** Sets the value of a field without arguments. */
    public Row with(String field, Object value) {
        values.put(field, value);
        return this;
    }

    /** Sets the value of a field with arguments, or the error that it has instead. */
    void put(Use use, Object value) {
        values.put(use, value);
    }

    private Object get(Object use) {
        Object value = values.get(use);
        if (value == null && !values.containsKey(use)) {
            throw new IllegalStateException("Not read: " + type + "." + use);
        }
        if (value instanceof ApiException error) {
            throw error;
        }
        return value;
    }

    /** Answers any field from the row. */
    public static final class Fetcher implements LightDataFetcher<Object> {
        @Override
        public Object get(GraphQLFieldDefinition field, Object source, Supplier<DataFetchingEnvironment> environment) {
            Row row = (Row) source;
            return field.getArguments().isEmpty()
                    ? row.get(field.getName())
                    : row.get(new Use(field.getName(), environment.get().getArguments()));
        }

        @Override
        public Object get(DataFetchingEnvironment environment) {
            return get(environment.getFieldDefinition(), environment.getSource(), () -> environment);
        }
    }
}
