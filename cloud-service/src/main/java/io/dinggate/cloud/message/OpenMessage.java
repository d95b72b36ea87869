package io.dinggate.cloud.message;

import io.dinggate.model.DepartmentRef;
import io.dinggate.model.MessageId;
import io.dinggate.model.SiteId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.SendMessage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored message that was opened: what it says and who stands at which position.
 *
 * @param id of the row
 * @param site whose message it is
 * @param messageId the site's own id
 * @param bodyHash tells whether another body is the same
 * @param body what the site handed in
 * @param acceptedAt when it was stored
 * @param expansions the departments whose people are recipients by now
 */
record OpenMessage(
    String id,
    SiteId site,
    MessageId messageId,
    String bodyHash,
    SendMessage body,
    Instant acceptedAt,
    List<Expanded> expansions) {

  OpenMessage {
    expansions = List.copyOf(expansions);
  }

  /**
   * The people of a department that are no recipients otherwise.
   *
   * @param department the department
   * @param first the position of the first of them
   * @param users in the order of their positions
   */
  record Expanded(DepartmentRef department, int first, List<UserId> users) {

    Expanded {
      users = List.copyOf(users);
    }

    private boolean has(int position) {
      return position >= first && position < first + users.size();
    }
  }

  /** Whether it is known who stands there. */
  boolean covers(int position) {
    return position < body.recipients().size() || expansion(position) != null;
  }

  /** The recipient that stands there. */
  UserRef user(int position) {
    if (position < body.recipients().size()) {
      return body.recipients().get(position);
    }
    var expanded = expansion(position);
    if (expanded == null) {
      throw new IllegalArgumentException("nobody stands there");
    }
    return new UserRef(
        expanded.department().corp(), expanded.users().get(position - expanded.first()));
  }

  /** By which department the one who stands there is a recipient; null for none. */
  @Nullable DepartmentRef department(int position) {
    var expanded = expansion(position);
    return expanded == null ? null : expanded.department();
  }

  private @Nullable Expanded expansion(int position) {
    for (var expanded : expansions) {
      if (expanded.has(position)) {
        return expanded;
      }
    }
    return null;
  }

  /** Roughly how much memory it takes, in people. */
  int weight() {
    return 1
        + body.recipients().size()
        + expansions.stream().mapToInt(expanded -> expanded.users().size()).sum();
  }

  @Override
  public String toString() {
    return "OpenMessage[" + id + "]";
  }
}
