package io.dinggate.local.message;

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

/** The recipient is named in exactly one of its forms; null is valid. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = OneForm.Validator.class)
@interface OneForm {

  /** What the caller reads. */
  String message() default
      "give either corp and userId, or tenantId and staffId, or corp and departmentId";

  /** Bean Validation's groups. */
  Class<?>[] groups() default {};

  /** Bean Validation's payload. */
  Class<? extends Payload>[] payload() default {};

  /** Asks the recipient itself. */
  final class Validator implements ConstraintValidator<OneForm, Recipient> {

    @Override
    public boolean isValid(@Nullable Recipient recipient, ConstraintValidatorContext context) {
      return recipient == null || recipient.isOneForm();
    }
  }
}
