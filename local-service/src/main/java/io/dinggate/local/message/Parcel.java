package io.dinggate.local.message;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that has to be said to the cloud, claimed by who says it.
 *
 * @param message which message it is about
 * @param kind what has to be said
 * @param claim whose it is; another claim has taken over once the lease has ended
 * @param attempts how often it was claimed, with this time
 * @param leaseEnd until when it is the claim's
 * @param notAfter when it must not be sent any more; null for never
 * @param giveUpAt when it is not tried any more
 * @param maybeSent whether the cloud may have got it by an earlier attempt
 * @param unwanted whether somebody wants the message cancelled or taken back
 * @param alone whether what it last went with made the cloud fail, so that it goes by itself
 */
record Parcel(
    UUID message,
    Kind kind,
    UUID claim,
    int attempts,
    Instant leaseEnd,
    @Nullable Instant notAfter,
    Instant giveUpAt,
    boolean maybeSent,
    boolean unwanted,
    boolean alone) {

  /** What can be said of a message. */
  enum Kind {
    SEND,
    CANCEL,
    RECALL,
    REQUEUE,
    /** Where does it stand? */
    LOOK;

    /** As it is stored. */
    String stored() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind ofStored(String stored) {
      return valueOf(stored.toUpperCase(Locale.ROOT));
    }
  }

  /** After an attempt that the cloud may have got. */
  Parcel perhapsSent() {
    return new Parcel(
        message, kind, claim, attempts, leaseEnd, notAfter, giveUpAt, true, unwanted, alone);
  }

  /** Whether it is too late to send it, and certain that it was not sent. */
  boolean isExpired(Instant now) {
    return kind == Kind.SEND && !maybeSent && notAfter != null && !now.isBefore(notAfter);
  }

  /** Whether it is not to be tried once more. */
  boolean isGivenUp(Instant now) {
    return !now.isBefore(giveUpAt);
  }
}
