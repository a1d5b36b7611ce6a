package relata.query.mapping;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The template of an entity's field `label`, with the paths of text attributes in braces:
 * `{name} the waiter at {restaurant.place.name}`. Relations on a path must be required.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Label {
    String value();
}
