package relata.change;

import graphql.schema.DataFetchingEnvironment;
import io.quarkus.hibernate.orm.panache.Panache;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hibernate.LockMode;
import relata.api.ApiException;
import relata.api.Argument;
import relata.query.GlobalId;

/** The arguments of a mutation, or an input object in them, which knows where it stands. */
public final class Input {
    private final Map<?, ?> values;
    private final Argument at;

    private Input(Map<?, ?> values, Argument at) {
        this.values = values;
        this.at = at;
    }

    /** All arguments of a field. */
    static Input of(DataFetchingEnvironment environment) {
        return new Input(environment.getArguments(), Argument.of());
    }

    public String text(String name) {
        return (String) values.get(name);
    }

    public boolean flag(String name) {
        return (Boolean) values.get(name);
    }

    /** Hands on a value that is given. */
    @SuppressWarnings("unchecked")
    public <T> void ifGiven(String name, Consumer<T> consumer) {
        if (values.containsKey(name)) {
            consumer.accept((T) values.get(name));
        }
    }

    /** The input object of that name, where there is one. */
    public Optional<Input> object(String name) {
        return Optional.ofNullable(values.get(name)).map(value -> new Input((Map<?, ?>) value, at.at(name)));
    }

    /** The input objects of that name; none where it is left out or null. */
    public List<Input> list(String name) {
        var inputs = new ArrayList<Input>();
        if (values.get(name) instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                inputs.add(new Input((Map<?, ?>) list.get(i), at.at(name).at(i)));
            }
        }
        return inputs;
    }

    /**
     * The entity whose id stands here.
     *
     * @throws ApiException NOT_FOUND
     */
    public <E> E find(Class<E> type, String name) {
        return find(type, name, LockMode.NONE);
    }

    /**
     * The entity whose id stands here, as it is now and stays until the operation ends.
     *
     * @throws ApiException NOT_FOUND
     */
    public <E> E lock(Class<E> type, String name) {
        return find(type, name, LockMode.PESSIMISTIC_WRITE);
    }

    private <E> E find(Class<E> type, String name, LockMode lock) {
        long key = reference(type, name);
        E entity = Panache.getSession().find(type, key, lock);
        if (entity == null) {
            Argument argument = values.get(name) instanceof Map ? argument(name).at("id") : argument(name);
            throw ApiException.notFound(argument, new GlobalId(type.getSimpleName(), key).toString());
        }
        return entity;
    }

    /** The key of the record that is named here, by its id or by an object with its id. */
    long reference(Class<?> type, String name) {
        Object value = values.get(name);
        String id = (String) (value instanceof Map<?, ?> object ? object.get("id") : value);
        return GlobalId.parseKey(id, type.getSimpleName(), argument(name));
    }

    Argument argument(String name) {
        return at.at(name);
    }

    /** Loads all entities that some inputs name, in one statement, so that {@link #find} has them at hand. */
    public static void load(List<Input> inputs, Class<?> type, String name) {
        var keys = inputs.stream()
                .map(input -> input.reference(type, name))
                .distinct()
                .toList();
        Panache.getSession().findMultiple(type, keys);
    }
}
