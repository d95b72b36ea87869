package io.dinggate.local.message;

import io.dinggate.model.message.OptionRules;
import io.dinggate.model.message.SendMessage;
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
 * Content, recipients and options go together, as {@link io.dinggate.model.message.FitsOptions} has
 * it for the cloud; null is valid.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = FitsTogether.Validator.class)
@interface FitsTogether {

  /** What the caller reads unless a better text is known. */
  String message() default "must go together";

  /** Bean Validation's groups. */
  Class<?>[] groups() default {};

  /** Bean Validation's payload. */
  Class<? extends Payload>[] payload() default {};

  /** Names the member that does not fit. */
  final class Validator implements ConstraintValidator<FitsTogether, PutMessage> {

    @Override
    public boolean isValid(@Nullable PutMessage message, ConstraintValidatorContext context) {
      if (message == null) {
        return true;
      }
      var departments = message.recipients().stream().filter(Validator::isDepartment).count();
      return departmentsFit(departments, context)
          && OptionRules.windowFits(message.options(), context)
          && OptionRules.markFits(message.content(), message.options(), context)
          && OptionRules.statusFits(
              message.content(),
              Math.toIntExact(message.recipients().size() - departments),
              departments > 0,
              context);
    }

    /** Elements may be missing: that is reported elsewhere. */
    private static boolean isDepartment(@Nullable Recipient recipient) {
      return recipient != null && recipient.departmentId() != null;
    }

    private static boolean departmentsFit(long departments, ConstraintValidatorContext context) {
      if (departments <= SendMessage.MAX_DEPARTMENTS) {
        return true;
      }
      context.disableDefaultConstraintViolation();
      context
          .buildConstraintViolationWithTemplate(
              "must name " + SendMessage.MAX_DEPARTMENTS + " departments at most")
          .addPropertyNode("recipients")
          .addConstraintViolation();
      return false;
    }
  }
}
