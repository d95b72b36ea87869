package io.dinggate.local.message;

import io.dinggate.local.binding.Bindings;
import io.dinggate.local.binding.StaffRef;
import io.dinggate.local.cloud.SiteCorps;
import io.dinggate.local.platform.Caller;
import io.dinggate.model.MessageId;
import io.dinggate.model.UserRef;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Ids;
import io.dinggate.platform.keys.IndexKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what a caller asks into a message that could be stored, if the caller may ask for it. */
@ApplicationScoped
class MessageDrafts {

  private final Bindings bindings;
  private final SiteCorps corps;
  private final IndexKey index;
  private final Clock clock;

  MessageDrafts(Bindings bindings, SiteCorps corps, IndexKey index, Clock clock) {
    this.bindings = bindings;
    this.corps = corps;
    this.index = index;
    this.clock = clock;
  }

  /** Tells whether two requests ask for the same; under a key, as short texts could be guessed. */
  String hash(PutMessage request) {
    return index.of("message.body_hash", MessageJson.canonical(request));
  }

  /**
   * The message as it would be stored now, every staff among the recipients resolved.
   *
   * @throws ApiException {@code forbidden} when a person who is no operator names anybody else;
   *     {@code corp-not-allowed} when a user of a corp is named that is not the site's
   */
  Message of(Caller caller, MessageId id, PutMessage request) {
    var deliveries = deliveries(request.recipients());
    requireAllowed(caller, deliveries);
    request.recipients().stream()
        .map(Recipient::user)
        .filter(Objects::nonNull)
        .forEach(user -> corps.require(user.corp()));
    return new Message(
        Ids.uuidV7(),
        MessageKey.of(caller, id),
        hash(request),
        request.content(),
        request.app(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        1,
        deliveries);
  }

  private List<Delivery> deliveries(List<Recipient> recipients) {
    var bound =
        bindings.resolve(
            recipients.stream()
                .map(Recipient::staff)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .collect(Collectors.toSet()));
    var deliveries = new ArrayList<Delivery>();
    for (var recipient : recipients) {
      var staff = recipient.staff();
      deliveries.add(
          staff == null
              ? Delivery.begin(deliveries.size(), null, recipient.user())
              : toStaff(deliveries.size(), staff, bound.get(staff)));
    }
    return deliveries;
  }

  private Delivery toStaff(int position, StaffRef staff, @Nullable UserRef user) {
    return user == null || corps.mayBeOurs(user.corp())
        ? Delivery.begin(position, staff, user)
        : Delivery.foreign(position, staff);
  }

  private static void requireAllowed(Caller caller, List<Delivery> deliveries) {
    if (caller instanceof Caller.SessionCaller session
        && !session.operator()
        && !deliveries.stream().allMatch(delivery -> isFor(session.user(), delivery.user()))) {
      throw new ApiException(
          ErrorCode.FORBIDDEN, "A signed-in person who is no operator sends to itself only.");
    }
  }

  private static boolean isFor(UserRef self, @Nullable UserRef recipient) {
    return self.equals(recipient);
  }
}
