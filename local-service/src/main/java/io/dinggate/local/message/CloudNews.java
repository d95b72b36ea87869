package io.dinggate.local.message;

import io.dinggate.model.UserRef;
import io.dinggate.model.message.DepartmentStatus;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.RecipientStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Applies what the cloud says of a message. Of two things that it says of a recipient the one of
 * the greater version counts, in whatever order they come.
 */
@ApplicationScoped
class CloudNews {

  private final MessageBook book;
  private final MessageLedger ledger;

  CloudNews(MessageBook book, MessageLedger ledger) {
    this.book = book;
    this.ledger = ledger;
  }

  /**
   * What was said.
   *
   * @param version as the cloud counts them
   * @param closed whether nothing will change any more
   * @param recipients those of whom something is said
   * @param departments those of which something is said
   */
  record Said(
      long version,
      boolean closed,
      List<RecipientStatus> recipients,
      List<DepartmentStatus> departments) {

    static Said of(MessageStatus status) {
      return new Said(status.version(), status.closed(), status.recipients(), status.departments());
    }
  }

  /** Applies it, in the transaction of the caller; nothing happens for a message that is gone. */
  void apply(UUID id, Said said) {
    book.lock(id).ifPresent(message -> apply(message, said));
  }

  /** As {@link #apply(UUID, Said)} for a message that the caller has locked. */
  void apply(Message message, Said said) {
    var known = new Known(book.deliveries(message.id()));
    said.recipients().forEach(status -> known.told(status, said.version()));
    said.departments().forEach(status -> known.told(status, said.version()));
    var isNewer = said.version() > message.version();
    var changed = known.changed();
    if (isNewer || !changed.isEmpty()) {
      ledger.record(
          message,
          new Change(
              known.before(),
              changed,
              Math.max(said.version(), message.version()),
              isNewer ? said.closed() : message.closed(),
              List.of()));
    }
  }

  /** The deliveries of one message, and what becomes of them. */
  private static final class Known {

    private final Map<Integer, Delivery> before = new HashMap<>();
    private final Map<Integer, Delivery> now = new TreeMap<>();
    private final Map<UserRef, List<Integer>> byUser = new HashMap<>();
    private int next;

    Known(List<Delivery> deliveries) {
      for (var delivery : deliveries) {
        before.put(delivery.position(), delivery);
        add(delivery);
      }
    }

    void told(RecipientStatus status, long version) {
      if (!byUser.containsKey(status.user())) {
        add(Delivery.by(next, status));
      }
      byUser
          .getOrDefault(status.user(), List.of())
          .forEach(
              position -> now.computeIfPresent(position, (_, row) -> row.told(status, version)));
    }

    void told(DepartmentStatus status, long version) {
      now.replaceAll(
          (_, row) ->
              row.isDepartment() && status.department().equals(row.department())
                  ? row.told(status, version)
                  : row);
    }

    /** Those that stand otherwise, as they stand now. */
    List<Delivery> changed() {
      return now.values().stream().filter(row -> !row.equals(before.get(row.position()))).toList();
    }

    /** The same ones as they stood, without those that have come in. */
    List<Delivery> before() {
      return changed().stream()
          .flatMap(row -> Stream.ofNullable(before.get(row.position())))
          .toList();
    }

    private void add(Delivery delivery) {
      next = delivery.position() + 1;
      now.put(delivery.position(), delivery);
      var user = delivery.user();
      if (user != null && delivery.forTheCloud()) {
        byUser.computeIfAbsent(user, _ -> new ArrayList<>()).add(delivery.position());
      }
    }
  }
}
