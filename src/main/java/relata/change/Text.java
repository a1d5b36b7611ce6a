package relata.change;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Limits the length of a text, in Unicode code points, as MariaDB counts it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@Constraint(validatedBy = Text.Validator.class)
public @interface Text {
    int max();

    /** Whether it may be empty, or only Unicode white space. */
    boolean blank() default false;

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Validator implements ConstraintValidator<Text, String> {
        private int max;
        private boolean blank;

        @Override
        public void initialize(Text text) {
            max = text.max();
            blank = text.blank();
        }

        @Override
        public boolean isValid(String value, ConstraintValidatorContext context) {
            if (value == null) {
                return true;
            }
            int length = value.codePointCount(0, value.length());
            if (length > max) {
                return no(context, "must have at most %,d characters, but has %,d".formatted(max, length));
            }
            return blank || !value.codePoints().allMatch(Validator::isWhiteSpace) || no(context, "must not be blank");
        }

        private static boolean no(ConstraintValidatorContext context, String message) {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
            return false;
        }

        /** Unicode's White_Space property, which is neither of Java's two notions. */
        private static boolean isWhiteSpace(int c) {
            return (c >= 0x9 && c <= 0xD) || c == 0x85 || Character.isSpaceChar(c);
        }
    }
}
