package io.dinggate.model.message;

import io.dinggate.model.message.ButtonsCardContent.Button;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The buttons, written as DingTalk's JSON, stay within its 1000 characters; null is valid. */
@Documented
@Target({
  ElementType.FIELD,
  ElementType.PARAMETER,
  ElementType.RECORD_COMPONENT,
  ElementType.METHOD
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = FitsButtons.Validator.class)
public @interface FitsButtons {

  /** What the caller reads. */
  String message() default
      "are too long: DingTalk takes 1000 characters for all titles and links, and 30 more for each"
          + " button";

  /** Bean Validation's groups. */
  Class<?>[] groups() default {};

  /** Bean Validation's payload. */
  Class<? extends Payload>[] payload() default {};

  /** Counts the characters of the list as JSON. */
  final class Validator implements ConstraintValidator<FitsButtons, List<Button>> {

    private static final int MAX = 1000;
    private static final int AROUND_EACH = 30; // {"title":"","action_url":""},

    @Override
    public boolean isValid(@Nullable List<Button> buttons, ConstraintValidatorContext context) {
      return buttons == null || buttons.stream().mapToInt(Validator::characters).sum() + 2 <= MAX;
    }

    private static int characters(@Nullable Button button) {
      return button == null ? 0 : AROUND_EACH + escaped(button.title()) + escaped(button.url());
    }

    private static int escaped(@Nullable String text) {
      return text == null
          ? 0
          : text.length() + (int) text.chars().filter(c -> c == '"' || c == '\\').count();
    }
  }
}
