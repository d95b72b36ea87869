package io.dinggate.local.message;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.dinggate.local.binding.StaffRef;
import io.dinggate.local.platform.Caller;
import io.dinggate.model.MessageId;
import io.dinggate.model.UserRef;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Ids;
import io.dinggate.platform.keys.IndexKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what a caller asks into a message that could be stored, if the caller may ask for it. */
@ApplicationScoped
class MessageDrafts {

  private final Addresses addresses;
  private final IndexKey index;
  private final MessageConfig config;
  private final Clock clock;

  MessageDrafts(Addresses addresses, IndexKey index, MessageConfig config, Clock clock) {
    this.addresses = addresses;
    this.index = index;
    this.config = config;
    this.clock = clock;
  }

  /** Tells whether two requests ask for the same; under a key, as short texts could be guessed. */
  String hash(PutMessage request) {
    return index.of("message.body_hash", MessageJson.canonical(request));
  }

  /**
   * The message as it would be stored now, every staff among the recipients resolved.
   *
   * @param hash as {@link #hash} has it
   * @throws ApiException {@code forbidden} when a person who is no operator names anybody else;
   *     {@code corp-not-allowed} when a user or department of a corp is named that is not the
   *     site's
   */
  Draft of(Caller caller, MessageId id, PutMessage request, String hash) {
    var deliveries = deliveries(caller, request.recipients());
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var counts = Counts.of(deliveries);
    var message =
        new Message(
            Ids.uuidV7(),
            MessageKey.of(caller, id),
            hash,
            request.content(),
            request.app(),
            request.options(),
            now,
            now,
            0,
            0,
            deliveries.stream().noneMatch(Delivery::forTheCloud),
            counts,
            null,
            null,
            0);
    return new Draft(message, deliveries, giveUpAt(message, now));
  }

  /** The deliveries of a message to those recipients; throws as {@link #of}. */
  List<Delivery> deliveries(Caller caller, List<Recipient> recipients) {
    var deliveries = resolve(recipients);
    requireAllowed(caller, deliveries);
    recipients.stream()
        .map(Recipient::corp)
        .distinct()
        .forEach(
            corp -> {
              if (corp != null) {
                addresses.require(corp);
              }
            });
    return deliveries;
  }

  /** What waits for its time is tried for as long after it. */
  private Instant giveUpAt(Message message, Instant now) {
    var notBefore = message.delivery().notBefore();
    var from = notBefore == null || notBefore.isBefore(now) ? now : notBefore;
    return MessageRows.within(from).plus(config.forward().giveUpAfter());
  }

  private List<Delivery> resolve(List<Recipient> recipients) {
    var bound = bound(recipients);
    var deliveries = new ArrayList<Delivery>(recipients.size());
    for (var recipient : recipients) {
      deliveries.add(delivery(deliveries.size(), recipient, bound));
    }
    return withoutWhoLeft(deliveries);
  }

  /** Until the directory is read anew nobody can tell whose the user ids of leavers are. */
  private List<Delivery> withoutWhoLeft(List<Delivery> deliveries) {
    var users =
        deliveries.stream()
            .flatMap(row -> Stream.ofNullable(row.user()))
            .collect(toUnmodifiableSet());
    var gone = addresses.gone(users);
    return gone.isEmpty()
        ? deliveries
        : deliveries.stream().map(row -> failedIfGone(row, gone)).toList();
  }

  private static Delivery failedIfGone(Delivery row, Set<UserRef> gone) {
    var user = row.user();
    return user != null && gone.contains(user)
        ? Delivery.left(row.position(), row.staff(), user)
        : row;
  }

  private Map<StaffRef, UserRef> bound(List<Recipient> recipients) {
    Set<StaffRef> named = new HashSet<>();
    for (var recipient : recipients) {
      var staff = recipient.staff();
      if (staff != null) {
        named.add(staff);
      }
    }
    return addresses.resolve(named);
  }

  private Delivery delivery(int position, Recipient recipient, Map<StaffRef, UserRef> bound) {
    var user = recipient.user();
    if (user != null) {
      return Delivery.to(position, null, user);
    }
    var department = recipient.department();
    if (department != null) {
      return Delivery.to(position, department);
    }
    var staff = recipient.staff();
    if (staff == null) {
      throw new IllegalStateException("validation lets no recipient without a form through");
    }
    return toStaff(position, staff, bound.get(staff));
  }

  private Delivery toStaff(int position, StaffRef staff, @Nullable UserRef user) {
    if (user == null) {
      return Delivery.unknown(position, staff);
    }
    return addresses.mayBeOurs(user.corp())
        ? Delivery.to(position, staff, user)
        : Delivery.foreign(position, staff);
  }

  private static void requireAllowed(Caller caller, List<Delivery> deliveries) {
    if (caller instanceof Caller.SessionCaller session
        && !session.operator()
        && !deliveries.stream().allMatch(delivery -> session.user().equals(delivery.user()))) {
      throw new ApiException(
          ErrorCode.FORBIDDEN, "A signed-in person who is no operator sends to itself only.");
    }
  }
}
