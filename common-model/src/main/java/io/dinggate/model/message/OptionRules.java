package io.dinggate.model.message;

import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/**
 * What holds between a message's members. Each method reports the member that breaks its rule and
 * answers false.
 */
public final class OptionRules {

  private OptionRules() {}

  /** A message that must not be sent before it must not be sent any more can never be sent. */
  public static boolean windowFits(
      @Nullable SendOptions options, ConstraintValidatorContext context) {
    return options == null
        || options.notBefore() == null
        || options.notAfter() == null
        || options.notBefore().isBefore(options.notAfter())
        || reported(context, "options.notAfter", "must be later than notBefore");
  }

  /** A picture, recording or file has no text to put a mark into; a template needs a variable. */
  public static boolean markFits(
      @Nullable MessageContent content,
      @Nullable SendOptions options,
      ConstraintValidatorContext context) {
    if (content == null || options == null || !options.marked()) {
      return true;
    }
    if (!RepeatMark.fits(content)) {
      return reported(
          context, "options.repeatable", "needs a content with a text that the mark can stand in");
    }
    return new FitsDingTalk.Validator().isValid(content, RepeatMark.LENGTH)
        || reported(
            context,
            "options.repeatable",
            "needs room for a mark of " + RepeatMark.LENGTH + " bytes within DingTalk's 2048");
  }

  /** DingTalk takes the status of an {@code oa} for few users only, and for no department. */
  public static boolean statusFits(
      @Nullable MessageContent content,
      int recipients,
      boolean departments,
      ConstraintValidatorContext context) {
    return !(content instanceof OaContent oa)
        || oa.status() == null
        || (recipients <= OaContent.MAX_PEOPLE_WITH_STATUS && !departments)
        || reported(
            context,
            "content.status",
            "is for at most "
                + OaContent.MAX_PEOPLE_WITH_STATUS
                + " recipients and for no department");
  }

  private static boolean reported(
      ConstraintValidatorContext context, String member, String message) {
    context.disableDefaultConstraintViolation();
    context
        .buildConstraintViolationWithTemplate(message)
        .addPropertyNode(member)
        .addConstraintViolation();
    return false;
  }
}
