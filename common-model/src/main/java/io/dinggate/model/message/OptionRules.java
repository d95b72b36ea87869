package io.dinggate.model.message;

import jakarta.validation.ConstraintValidatorContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What holds between a message's members. Each method reports the member that breaks its rule and
 * answers false.
 */
public final class OptionRules {

  /** The first time after those that every database and client can count in. */
  private static final Instant FAR = Instant.parse("+10000-01-01T00:00:00Z");

  private OptionRules() {}

  /**
   * Its ends are times that can be counted in, and a message that must not be sent before it must
   * not be sent any more can never be sent.
   */
  public static boolean windowFits(
      @Nullable SendOptions options, ConstraintValidatorContext context) {
    return options == null
        || (countable("options.notBefore", options.notBefore(), context)
            && countable("options.notAfter", options.notAfter(), context)
            && (options.notBefore() == null
                || options.notAfter() == null
                || options.notBefore().isBefore(options.notAfter())
                || reported(context, "options.notAfter", "must be later than notBefore")));
  }

  private static boolean countable(
      String member, @Nullable Instant time, ConstraintValidatorContext context) {
    return time == null
        || (!time.isBefore(Instant.EPOCH) && time.isBefore(FAR))
        || reported(context, member, "must be in the years from 1970 to 9999");
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
