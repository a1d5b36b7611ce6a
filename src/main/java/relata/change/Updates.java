package relata.change;

import jakarta.inject.Singleton;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import relata.change.input.Input;
import relata.query.mapping.Attributes;
import relata.query.mapping.Tables;
import relata.transaction.Work;

/** Changes records according to an input. Its fields are named after the attributes that they set. */
@Singleton
class Updates {
    private final Tables tables;

    Updates(Tables tables) {
        this.tables = tables;
    }

    /** Changes the record whose to-one attribute leads to the one with that key; returns whether there is one. */
    boolean update(EntityType<?> entity, String toOne, long key, Input input) {
        var values = values(entity, input);
        String sql = "update %s set %s where %s = ?"
                .formatted(tables.name(entity), assignments(values.keySet()), tables.column(entity, toOne));
        var parameters = new ArrayList<>(values.values());
        parameters.add(key);
        return run(sql, parameters) > 0;
    }

    /** Changes the records with some keys; returns how many of them had other values. */
    int updateAll(EntityType<?> entity, List<Long> keys, Input input) {
        var values = values(entity, input);
        if (keys.isEmpty() || values.isEmpty()) {
            return 0;
        }
        String differs = values.entrySet().stream().map(Updates::differs).collect(Collectors.joining(" or "));
        String sql = "update %s set %s where %s"
                .formatted(
                        Keys.joinList(tables.name(entity), tables.column(entity, Attributes.KEY)),
                        assignments(values.keySet()),
                        differs);
        var parameters = new ArrayList<Object>(List.of(new Keys(keys).json()));
        parameters.addAll(values.values());
        parameters.addAll(values.values());
        return run(sql, parameters);
    }

    /** The parameters by column. */
    private Map<String, Object> values(EntityType<?> entity, Input input) {
        var values = new LinkedHashMap<String, Object>();
        for (String name : input.names()) {
            values.put(tables.column(entity, name), input.parameter(Attributes.get(entity, name)));
        }
        return values;
    }

    private static String assignments(Collection<String> columns) {
        return columns.stream().map(column -> column + " = ?").collect(Collectors.joining(", "));
    }

    /** Compares text exactly: the columns' collation treats some different texts as equal. */
    private static String differs(Map.Entry<String, Object> value) {
        String exactly = value.getValue() instanceof String ? " collate utf8mb4_nopad_bin" : "";
        return "not (" + value.getKey() + exactly + " <=> ?)";
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
