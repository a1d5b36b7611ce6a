package relata.change;

import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import relata.query.Attributes;
import relata.query.Tables;
import relata.transaction.Work;

/** Changes records as an input says. Its fields are named after the attributes that they set. */
@Singleton
class Updates {
    private final Tables tables;

    Updates(Tables tables) {
        this.tables = tables;
    }

    /** Changes the record that an attribute leads from to another; returns whether there is one. */
    boolean update(EntityType<?> entity, String toOne, long key, Input input) {
        var values = values(entity, input);
        String sql = "update %s set %s where %s = ?"
                .formatted(tables.name(entity), assignments(values.keySet()), tables.column(entity, toOne));
        var parameters = new ArrayList<>(values.values());
        parameters.add(key);
        return run(sql, parameters) > 0;
    }

    /** By column. */
    private Map<String, Object> values(EntityType<?> entity, Input input) {
        var values = new LinkedHashMap<String, Object>();
        for (String name : input.names()) {
            var attribute = Attributes.get(entity, name);
            Object value = attribute.isAssociation()
                    ? (Object) input.key(Attributes.target(attribute).getJavaType(), name)
                    : input.value(name);
            values.put(tables.column(entity, name), value);
        }
        return values;
    }

    private static String assignments(Collection<String> columns) {
        return columns.stream().map(column -> column + " = ?").collect(Collectors.joining(", "));
    }

    /** Returns how many rows were found, changed or not. */
    private static int run(String sql, List<?> parameters) {
        return Work.current().run(sql, false, statement -> {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            return statement.executeUpdate();
        });
    }
}
