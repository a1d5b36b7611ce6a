package relata.change.input;

import graphql.schema.DataFetchingEnvironment;
import jakarta.persistence.metamodel.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.hibernate.LockMode;
import relata.api.ApiException;
import relata.api.Argument;
import relata.api.document.FieldArguments;
import relata.query.mapping.Attributes;
import relata.query.type.ColumnTypes;

/** The arguments of a mutation, or an input object in them, which knows its path. */
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
    public static Input of(DataFetchingEnvironment environment) {
        return new Input(FieldArguments.of(environment), Argument.of(), new ArrayList<>());
    }

    /** The references so far, in this input and all others of the field. */
    public List<Reference> references() {
        return references;
    }

    /** The names of all given values. */
    public List<String> names() {
        return values.keySet().stream().map(String.class::cast).toList();
    }

    /** Whether there is a value of that name, even null. */
    public boolean isGiven(String name) {
        return values.containsKey(name);
    }

    /** The value of that name, converted for an attribute of the type; null if it is null or left out. */
    public <T> T get(String name, Class<T> type) {
        return Optional.ofNullable(values.get(name))
                .map(value -> type.cast(ColumnTypes.of(type).ofInput(value, argument(name))))
                .orElse(null);
    }

    /** Passes the same to the consumer, if it is given. */
    public <T> void ifGiven(String name, Class<T> type, Consumer<T> consumer) {
        if (isGiven(name)) {
            consumer.accept(get(name, type));
        }
    }

    /** The input object of that name, if there is one. */
    public Optional<Input> object(String name) {
        return Optional.ofNullable(values.get(name))
                .map(value -> new Input((Map<?, ?>) value, at.at(name), references));
    }

    /** The input objects in the list of that name; none if it is left out or null. */
    public List<Input> list(String name) {
        var inputs = new ArrayList<Input>();
        if (values.get(name) instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof Map<?, ?> object) {
                    inputs.add(new Input(object, at.at(name).at(i), references));
                }
            }
        }
        return inputs;
    }

    /** The input objects of that name, be it one or a list. */
    public List<Input> objects(String name) {
        return values.get(name) instanceof Map ? List.of(object(name).orElseThrow()) : list(name);
    }

    /**
     * The entity with the id under that name; null if there is no id.
     *
     * @throws ApiException NOT_FOUND
     */
    public <E> E find(Class<E> type, String name) {
        return values.get(name) == null ? null : named(type, name).find(type, LockMode.NONE);
    }

    /**
     * The entity with the id under that name, read as it is now and locked until the operation ends.
     *
     * @throws ApiException NOT_FOUND
     */
    public <E> E lock(Class<E> type, String name) {
        return named(type, name).find(type, LockMode.PESSIMISTIC_WRITE);
    }

    /**
     * The entities with the ids in the list of that name, each once, in a new list; empty if there are none.
     *
     * @throws ApiException NOT_FOUND
     */
    public <E> List<E> findAll(Class<E> type, String name) {
        var found = new LinkedHashSet<E>();
        named(type, name, reference -> found.add(reference.find(type, LockMode.NONE)));
        return new ArrayList<>(found);
    }

    /** A record for a new one to reference, with only its key, from the id under that name; null if there is no id. */
    public <E> E reference(Class<E> type, String name, BiConsumer<E, Long> setKey) {
        return values.get(name) == null ? null : refer(type, name).record(type, setKey);
    }

    /** The same for a list of ids; empty if there are none. */
    public <E> List<E> references(Class<E> type, String name, BiConsumer<E, Long> setKey) {
        var records = new ArrayList<E>();
        named(type, name, reference -> {
            references.add(reference);
            records.add(reference.record(type, setKey));
        });
        return records;
    }

    /** Adds the reference of that name to {@link #references}. */
    public Reference refer(Class<?> type, String name) {
        var reference = named(type, name);
        references.add(reference);
        return reference;
    }

    /** The key of the record that is referenced by that name, by its id or by an object with its id. */
    public long key(Class<?> type, String name) {
        return named(type, name).key();
    }

    private Reference named(Class<?> type, String name) {
        return values.get(name) instanceof Map<?, ?> object
                ? Reference.to(type, object.get("id"), argument(name).at("id"))
                : Reference.to(type, values.get(name), argument(name));
    }

    private void named(Class<?> type, String name, Consumer<Reference> consumer) {
        if (values.get(name) instanceof List<?> ids) {
            for (int i = 0; i < ids.size(); i++) {
                consumer.accept(Reference.to(type, ids.get(i), argument(name).at(i)));
            }
        }
    }

    /** The parameter of a statement for an attribute's given value, or for the key of the record that it references. */
    public Object parameter(Attribute<?, ?> attribute) {
        Object value = values.get(attribute.getName());
        if (value == null) {
            return null;
        }
        if (attribute.isAssociation()) {
            return key(Attributes.target(attribute).getJavaType(), attribute.getName());
        }
        var type = ColumnTypes.of(attribute);
        return type.toParameter(type.ofInput(value, argument(attribute.getName())));
    }

    /** Whether an existing record is referenced by that name, rather than a new one described. */
    public boolean isReferenced(String name) {
        Object value = values.get(name);
        return value instanceof String || value instanceof Map<?, ?> object && object.get("id") != null;
    }

    /** What has the values of records: the elements of `input`, or `input` itself, or the arguments themselves. */
    public List<Input> inputs() {
        return values.get("input") == null ? List.of(this) : objects("input");
    }

    public Argument argument(String name) {
        return at.at(name);
    }
}
