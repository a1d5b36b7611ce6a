package relata.query.mapping;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the field `label` of an entity says, with the names of text attributes in braces:
 * `{name} the waiter at {restaurant.place.name}`. Relations on the way must be required.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Label {
    String value();
}
