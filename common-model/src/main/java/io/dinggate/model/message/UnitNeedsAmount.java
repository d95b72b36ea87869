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

/** A form's unit has an amount that it counts; null is valid. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = UnitNeedsAmount.Validator.class)
public @interface UnitNeedsAmount {

  /** What the caller reads. */
  String message() default "needs an amount";

  /** Bean Validation's groups. */
  Class<?>[] groups() default {};

  /** Bean Validation's payload. */
  Class<? extends Payload>[] payload() default {};

  /** Reports the unit. */
  final class Validator implements ConstraintValidator<UnitNeedsAmount, OaContent.Body> {

    @Override
    public boolean isValid(OaContent.@Nullable Body body, ConstraintValidatorContext context) {
      if (body == null || body.unit() == null || body.amount() != null) {
        return true;
      }
      context.disableDefaultConstraintViolation();
      context
          .buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
          .addPropertyNode("unit")
          .addConstraintViolation();
      return false;
    }
  }
}
