package relata.query;

import jakarta.persistence.metamodel.EntityType;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import relata.query.RecordShape.Value;

/**
 * What the field `label` of an entity says, with the names of text attributes in braces: `{name} of {restaurant.place.name}`.
 * Relations on the way must be required.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Label {
    String FIELD = "label";

    String value();

    /** A label taken apart: constants (byte[]) and paths of attributes (List). */
    record Template(List<Object> parts) {
        private static final Pattern PART = Pattern.compile("\\{([\\w.]+)}|[^{]+");

        Value value(Level level, Scope scope) {
            var columns = new ArrayList<Object>();
            for (Object part : parts) {
                columns.add(part instanceof List<?> path ? (Object) column(path, level, scope) : part);
            }
            return Values.text(columns);
        }

        private static int column(List<?> path, Level level, Scope scope) {
            Scope at = scope;
            for (Object toOne : path.subList(0, path.size() - 1)) {
                at = at.join((String) toOne);
            }
            return level.add(at.path((String) path.get(path.size() - 1)), ColumnType.TEXT);
        }
    }

    static boolean isOf(EntityType<?> entity) {
        return entity.getJavaType().isAnnotationPresent(Label.class);
    }

    static Template of(EntityType<?> entity) {
        var parts = new ArrayList<Object>();
        var matcher = Template.PART.matcher(entity.getJavaType().getAnnotation(Label.class).value());
        while (matcher.find()) {
            String path = matcher.group(1);
            parts.add(
                    path == null
                            ? matcher.group().getBytes(StandardCharsets.UTF_8)
                            : Arrays.asList(path.split("[.]")));
        }
        return new Template(parts);
    }
}
