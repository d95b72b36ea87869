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

/** The message is for somebody: it names a user or a department; null is valid. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = HasRecipients.Validator.class)
public @interface HasRecipients {

  /** What the caller reads. */
  String message() default "must name at least one recipient or department";

  /** Bean Validation's groups. */
  Class<?>[] groups() default {};

  /** Bean Validation's payload. */
  Class<? extends Payload>[] payload() default {};

  /** Looks into both lists. */
  final class Validator implements ConstraintValidator<HasRecipients, SendMessage> {

    @Override
    public boolean isValid(@Nullable SendMessage message, ConstraintValidatorContext context) {
      return message == null || !message.recipients().isEmpty() || !message.departments().isEmpty();
    }
  }
}
