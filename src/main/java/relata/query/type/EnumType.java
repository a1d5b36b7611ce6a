package relata.query.type;

import relata.api.Argument;

/** An enum, whose names are stored and sorted as text. */
@SuppressWarnings({"unchecked", "rawtypes"})
final class EnumType extends TextType {
    private final Class<?> type;

    EnumType(Class<?> type) {
        this.type = type;
    }

    /** The schema yields a name, unless its wiring maps names to the Java enum. */
    @Override
    public Object ofInput(Object value, Argument at) {
        return value instanceof String name ? Enum.valueOf((Class) type, name) : value;
    }

    @Override
    public Object toParameter(Object value) {
        return ((Enum<?>) value).name();
    }

    @Override
    public Object toRow(Object value) {
        return super.toRow(toParameter(value));
    }
}
