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
 * The content, written as DingTalk's JSON, stays within {@link MessageContent#MAX_BYTES}; null is
 * valid.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = FitsDingTalk.Validator.class)
public @interface FitsDingTalk {

  /** What the caller reads. */
  String message() default
      "is too long: DingTalk takes 2048 bytes in UTF-8 in all, a Chinese character counts 3";

  /** Bean Validation's groups. */
  Class<?>[] groups() default {};

  /** Bean Validation's payload. */
  Class<? extends Payload>[] payload() default {};

  /** Counts bytes as JSON escapes them. */
  final class Validator implements ConstraintValidator<FitsDingTalk, MessageContent> {

    @Override
    public boolean isValid(@Nullable MessageContent content, ConstraintValidatorContext context) {
      return content == null || isValid(content, 0);
    }

    /** Whether so many bytes more would still be within the limit. */
    boolean isValid(MessageContent content, int more) {
      return more
              + content.envelopeBytes()
              + content.texts().stream().mapToLong(Validator::jsonBytes).sum()
          <= MessageContent.MAX_BYTES;
    }

    private static long jsonBytes(String text) {
      return text.codePoints().mapToLong(Validator::jsonBytes).sum();
    }

    private static int jsonBytes(int codePoint) {
      return switch (codePoint) {
        case '"', '\\', '\n', '\r', '\t', '\b', '\f' -> 2;
        default -> {
          if (codePoint < 0x20) {
            yield 6;
          } else if (codePoint < 0x80) {
            yield 1;
          } else if (codePoint < 0x800) {
            yield 2;
          } else {
            yield codePoint < 0x10000 ? 3 : 4;
          }
        }
      };
    }
  }
}
