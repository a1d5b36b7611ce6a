package relata.change.input;

import io.quarkus.hibernate.orm.panache.Panache;
import java.util.function.BiConsumer;
import org.hibernate.LockMode;
import relata.api.ApiException;
import relata.api.Argument;
import relata.query.mapping.GlobalId;

/** A reference to a record by its id. Whether the record exists is only known when it is read or referenced. */
public record Reference(Class<?> type, long key, Argument argument) {
    static Reference to(Class<?> type, Object id, Argument argument) {
        return new Reference(type, GlobalId.parseKey((String) id, type.getSimpleName(), argument), argument);
    }

    <E> E find(Class<E> entity, LockMode lock) {
        E found = Panache.getSession().find(entity, key, lock);
        if (found == null) {
            throw notFound();
        }
        return found;
    }

    <E> E record(Class<E> entity, BiConsumer<E, Long> setKey) {
        try {
            E record = entity.getConstructor().newInstance();
            setKey.accept(record, key);
            return record;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    public ApiException notFound() {
        return ApiException.notFound(argument, new GlobalId(type.getSimpleName(), key).toString());
    }
}
