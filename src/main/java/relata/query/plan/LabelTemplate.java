package relata.query.plan;

import jakarta.persistence.metamodel.EntityType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import relata.query.mapping.Label;
import relata.query.read.Level;
import relata.query.read.RecordShape.Value;
import relata.query.sql.Scope;
import relata.query.type.ColumnTypes;

/**
 * A parsed {@link Label}. The text is composed when the response is written, not in the database: there, a correlated
 * subquery on text may be answered from a cache that ignores case.
 *
 * @param parts constants (byte[]) and paths of attributes (List)
 */
public record LabelTemplate(List<Object> parts) {
    public static final String FIELD = "label";

    private static final Pattern PART = Pattern.compile("\\{([\\w.]+)}|[^{]+");

    /** @throws IllegalStateException if the entity has none */
    static LabelTemplate of(EntityType<?> entity) {
        var label = entity.getJavaType().getAnnotation(Label.class);
        if (label == null) {
            throw new IllegalStateException(entity.getName() + " has no @Label");
        }
        var parts = new ArrayList<Object>();
        var matcher = PART.matcher(label.value());
        while (matcher.find()) {
            String path = matcher.group(1);
            parts.add(path == null ? matcher.group().getBytes(StandardCharsets.UTF_8) : List.of(path.split("[.]")));
        }
        return new LabelTemplate(parts);
    }

    Value value(Level level, Scope scope) {
        return Values.text(parts.stream()
                .map(part -> part instanceof List<?> path ? (Object) column(path, level, scope) : part)
                .toList());
    }

    private static int column(List<?> path, Level level, Scope scope) {
        Scope at = scope;
        for (Object toOne : path.subList(0, path.size() - 1)) {
            at = at.join((String) toOne);
        }
        return level.add(at.path((String) path.get(path.size() - 1)), ColumnTypes.TEXT);
    }
}
