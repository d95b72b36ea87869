package io.dinggate.model.message;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * Content, recipients and options go together: the window is not empty, a mark has a text to stand
 * in and room for it, an {@code oa} with a status goes to few users; null is valid.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = FitsOptions.Validator.class)
public @interface FitsOptions {

  /** What the caller reads unless a better text is known. */
  String message() default "must go together";

  /** Bean Validation's groups. */
  Class<?>[] groups() default {};

  /** Bean Validation's payload. */
  Class<? extends Payload>[] payload() default {};

  /** Names the member that does not fit. */
  final class Validator implements ConstraintValidator<FitsOptions, SendMessage> {

    @Override
    public boolean isValid(@Nullable SendMessage message, ConstraintValidatorContext context) {
      return message == null
          || (OptionRules.windowFits(message.options(), context)
              && OptionRules.markFits(message.content(), message.options(), context)
              && OptionRules.statusFits(
                  message.content(),
                  message.recipients().size(),
                  !message.departments().isEmpty(),
                  context));
    }
  }
}
