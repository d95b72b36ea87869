package io.dinggate.model.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a message is delivered; an absent member stands for what its description says.
 *
 * @param delivery what to do when nobody knows whether DingTalk took it; {@code atMostOnce} when
 *     absent
 * @param priority {@code normal} when absent
 * @param receipts what is wanted to be known of each recipient; {@code each} when absent
 * @param notBefore not sent earlier, in the years from 1970 to 9999; at once when absent
 * @param notAfter what has not been sent by then is not sent any more, in the years from 1970 to
 *     9999; never when absent
 * @param repeatable adds a mark to the text, always the same for the same message id, so that
 *     DingTalk does not drop it as the repetition of an equal one of the same day; false when
 *     absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SendOptions(
    @Nullable Delivery delivery,
    @Nullable Priority priority,
    @Nullable Receipts receipts,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter,
    @Nullable Boolean repeatable) {

  /** Everything as it is when absent. */
  public static final SendOptions DEFAULT = new SendOptions(null, null, null, null, null, null);

  /** Whether a call whose end is not known is made again. */
  public enum Delivery {
    /** It is not; the recipients stay {@code unknown}. */
    AT_MOST_ONCE("atMostOnce"),
    /** It is; a recipient may get the message twice. */
    AT_LEAST_ONCE("atLeastOnce");

    private final String wire;

    Delivery(String wire) {
      this.wire = wire;
    }

    /** The name on the wire. */
    @JsonValue
    public String wire() {
      return wire;
    }
  }

  /** Which messages of a site go first. */
  public enum Priority {
    NORMAL,
    URGENT;

    /** The name on the wire. */
    @JsonValue
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is wanted to be known after DingTalk took the message. */
  public enum Receipts {
    /** What became of each recipient. */
    EACH,
    /** Nothing: fewer and larger calls, and a recipient ends as {@code accepted}. */
    NONE;

    /** The name on the wire. */
    @JsonValue
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether a call whose end is not known is made again. */
  @JsonIgnore
  public boolean atLeastOnce() {
    return delivery == Delivery.AT_LEAST_ONCE;
  }

  /** Whether it overtakes what is not urgent. */
  @JsonIgnore
  public boolean urgent() {
    return priority == Priority.URGENT;
  }

  /** Whether it is wanted to be known what became of each recipient. */
  @JsonIgnore
  public boolean wantsReceipts() {
    return receipts != Receipts.NONE;
  }

  /** Whether the text gets a mark. */
  @JsonIgnore
  public boolean marked() {
    return Boolean.TRUE.equals(repeatable);
  }
}
