package relata.change;

import graphql.schema.DataFetchingEnvironment;
import io.quarkus.hibernate.orm.panache.Panache;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.hibernate.LockMode;
import relata.api.ApiException;
import relata.api.Argument;
import relata.api.operation.InputValidation;
import relata.query.mapping.GlobalId;

/** The arguments of a mutation, or an input object in them, which knows where it stands. */
public final class Input {
    private final Map<?, ?> values;
    private final Argument at;
    private final List<Reference> references;

    private Input(Map<?, ?> values, Argument at, List<Reference> references) {
        this.values = values;
        this.at = at;
        this.references = references;
    }

    /** All arguments of a field. */
    static Input of(DataFetchingEnvironment environment) {
        return new Input(InputValidation.arguments(environment), Argument.of(), new ArrayList<>());
    }

    /** A record that new ones refer to. Whether it is there is only known when they are written. */
    record Reference(Class<?> type, long key, Argument argument) {
        ApiException notFound() {
            return ApiException.notFound(argument, new GlobalId(type.getSimpleName(), key).toString());
        }
    }

    /** The records that were referred to so far, in this input and all others of the field. */
    List<Reference> references() {
        return references;
    }

    /** The names of all that is given. */
    List<String> names() {
        return values.keySet().stream().map(String.class::cast).toList();
    }

    Object value(String name) {
        return values.get(name);
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
        return Optional.ofNullable(values.get(name))
                .map(value -> new Input((Map<?, ?>) value, at.at(name), references));
    }

    /** The input objects of that name; none where it is left out or null. */
    public List<Input> list(String name) {
        var inputs = new ArrayList<Input>();
        if (values.get(name) instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                inputs.add(new Input((Map<?, ?>) list.get(i), at.at(name).at(i), references));
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
        long key = key(type, name);
        E entity = Panache.getSession().find(type, key, lock);
        if (entity == null) {
            throw new Reference(type, key, referenceArgument(name)).notFound();
        }
        return entity;
    }

    private Argument referenceArgument(String name) {
        return values.get(name) instanceof Map ? argument(name).at("id") : argument(name);
    }

    /** A record whose id stands here, for a new one to refer to: nothing but its key is known of it. */
    public <E> E reference(Class<E> type, String name, BiConsumer<E, Long> setKey) {
        long key = refer(type, name).key();
        try {
            E record = type.getConstructor().newInstance();
            setKey.accept(record, key);
            return record;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Notes that a record is named here. */
    Reference refer(Class<?> type, String name) {
        var reference = new Reference(type, key(type, name), referenceArgument(name));
        references.add(reference);
        return reference;
    }

    /** The key of the record that is named here, by its id or by an object with its id. */
    long key(Class<?> type, String name) {
        Object value = values.get(name);
        String id = (String) (value instanceof Map<?, ?> object ? object.get("id") : value);
        return GlobalId.parseKey(id, type.getSimpleName(), argument(name));
    }

    /** The same, if a record is named here. */
    Optional<Long> referenced(Class<?> type, String name) {
        Object value = values.get(name);
        return value instanceof String || value instanceof Map<?, ?> object && object.get("id") != null
                ? Optional.of(key(type, name))
                : Optional.empty();
    }

    Argument argument(String name) {
        return at.at(name);
    }
}
