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
import java.util.UUID;

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
    if (isNewer || known.isChanged()) {
      ledger.record(
          message,
          new Change(
              known.before,
              known.after,
              Math.max(said.version(), message.version()),
              isNewer ? said.closed() : message.closed(),
              List.of()));
    }
  }

  /** The deliveries of one message, and what becomes of them. */
  private static final class Known {

    private final Map<UserRef, List<Delivery>> byUser = new HashMap<>();
    private final List<Delivery> departments = new ArrayList<>();
    private final List<Delivery> before = new ArrayList<>();
    private final List<Delivery> after = new ArrayList<>();
    private int next;

    Known(List<Delivery> deliveries) {
      for (var delivery : deliveries) {
        next = delivery.position() + 1;
        var user = delivery.user();
        if (user != null) {
          byUser.computeIfAbsent(user, _ -> new ArrayList<>()).add(delivery);
        } else if (delivery.isDepartment()) {
          departments.add(delivery);
        }
      }
    }

    boolean isChanged() {
      return !after.isEmpty();
    }

    void told(RecipientStatus status, long version) {
      var rows = byUser.get(status.user());
      if (rows == null) {
        var added = Delivery.by(next, status).told(status, version);
        next++;
        byUser.put(status.user(), List.of(added));
        after.add(added);
        return;
      }
      rows.forEach(row -> become(row, row.told(status, version)));
    }

    void told(DepartmentStatus status, long version) {
      departments.stream()
          .filter(row -> status.department().equals(row.department()))
          .forEach(row -> become(row, row.told(status, version)));
    }

    private void become(Delivery then, Delivery now) {
      if (!now.equals(then)) {
        before.add(then);
        after.add(now);
      }
    }
  }
}
