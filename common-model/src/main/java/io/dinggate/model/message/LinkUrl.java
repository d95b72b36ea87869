package io.dinggate.model.message;

import jakarta.validation.Constraint;
import jakarta.validation.OverridesAttribute;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A link that DingTalk's client opens: http, https, dingtalk or eapp, at most 500 characters; null
 * is valid.
 */
@Documented
@Target({
  ElementType.FIELD,
  ElementType.PARAMETER,
  ElementType.RECORD_COMPONENT,
  ElementType.METHOD
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@Size
@Pattern(regexp = "(?i)(https?|dingtalk|eapp)://[^\\s]+")
@ReportAsSingleViolation
public @interface LinkUrl {

  /** What the caller reads. */
  String message() default
      "must be a link with http, https, dingtalk or eapp, at most {max} characters";

  /** The most characters. */
  @OverridesAttribute(constraint = Size.class, name = "max")
  int max() default 500;

  /** Bean Validation's groups. */
  Class<?>[] groups() default {};

  /** Bean Validation's payload. */
  Class<? extends Payload>[] payload() default {};
}
