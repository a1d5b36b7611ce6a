package relata.query.type;

import static java.util.Map.entry;

import jakarta.persistence.Column;
import jakarta.persistence.metamodel.Attribute;
import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/** The column type of each Java type that an attribute can have. */
public final class ColumnTypes {
    public static final ColumnType TEXT = new TextType();
    public static final ColumnType BOOLEAN = new BooleanType();

    /** Keys, and counts. */
    public static final ColumnType LONG = new IntegerType(Number::longValue);

    private static final ColumnType INTEGER = new IntegerType(Number::intValue);

    /** Hibernate's default without a @Column. */
    private static final ColumnType DECIMAL = new DecimalType(38, 2);

    private static final Map<Class<?>, ColumnType> BY_JAVA_TYPE = Map.ofEntries(
            entry(String.class, TEXT),
            entry(Long.class, LONG),
            entry(long.class, LONG),
            entry(Integer.class, INTEGER),
            entry(int.class, INTEGER),
            entry(BigDecimal.class, DECIMAL),
            entry(Boolean.class, BOOLEAN),
            entry(boolean.class, BOOLEAN),
            entry(LocalDate.class, new DateType()),
            entry(Instant.class, new DateTimeType()));

    private ColumnTypes() {}

    /** @throws IllegalStateException if no attribute can have its type */
    public static ColumnType of(Attribute<?, ?> attribute) {
        Class<?> type = attribute.getJavaType();
        var column = ((AnnotatedElement) attribute.getJavaMember()).getAnnotation(Column.class);
        return type == BigDecimal.class && column != null && column.precision() > 0
                ? new DecimalType(column.precision(), column.scale())
                : of(type);
    }

    /** @throws IllegalStateException if no attribute can have that type */
    public static ColumnType of(Class<?> type) {
        if (type.isEnum()) {
            return new EnumType(type);
        }
        var found = BY_JAVA_TYPE.get(type);
        if (found == null) {
            throw new IllegalStateException("No attribute can have the type " + type.getName());
        }
        return found;
    }
}
