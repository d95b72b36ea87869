package io.dinggate.cloud.message;

import io.dinggate.cloud.feed.Feed;
import io.dinggate.model.feed.MessageChanged;
import io.dinggate.model.message.DepartmentStatus;
import io.dinggate.model.message.RecipientStatus;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Tells a site what became of its message, in the unit that makes it so: the message gets its next
 * version, and the site's feed an entry; several when there is much to tell. {@link Feed#wake} is
 * the caller's, after the commit.
 */
@Singleton
final class MessageChanges {

  /** How many recipients one entry tells of; a page of the feed then stays small. */
  static final int RECIPIENTS_PER_ENTRY = 1000;

  private final Feed feed;

  MessageChanges(Feed feed) {
    this.feed = feed;
  }

  /**
   * Tells of what has changed.
   *
   * @param recipients that changed, as they stand now
   * @param departments that changed, as they stand now
   */
  void tell(
      Connection connection,
      OpenMessage message,
      List<RecipientStatus> recipients,
      List<DepartmentStatus> departments)
      throws SQLException {
    var rest = recipients;
    while (rest.size() > RECIPIENTS_PER_ENTRY) {
      append(connection, message, rest.subList(0, RECIPIENTS_PER_ENTRY), List.of());
      rest = rest.subList(RECIPIENTS_PER_ENTRY, rest.size());
    }
    append(connection, message, rest, departments);
  }

  private void append(
      Connection connection,
      OpenMessage message,
      List<RecipientStatus> recipients,
      List<DepartmentStatus> departments)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update message set version = max(version, (select versions_from from sending)) + 1"
                + " where id = ?"
                + " returning version, closed_at is not null")) {
      update.setString(1, message.id());
      try (var rows = update.executeQuery()) {
        if (rows.next()) { // else it has been forgotten meanwhile
          var changed =
              new MessageChanged(
                  message.messageId(),
                  rows.getLong(1),
                  rows.getBoolean(2),
                  recipients,
                  departments);
          feed.append(connection, message.site(), changed);
        }
      }
    }
  }

  /** Tells how the recipients of one task stand now. */
  void tellOfTask(Connection connection, OpenMessage message, String task) throws SQLException {
    tell(connection, message, MessageBook.recipientsOf(connection, message, task), List.of());
  }
}
