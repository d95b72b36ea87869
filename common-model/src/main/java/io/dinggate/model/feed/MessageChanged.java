package io.dinggate.model.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.MessageId;
import io.dinggate.model.message.DepartmentStatus;
import io.dinggate.model.message.RecipientStatus;
import java.util.List;

/**
 * Something became of a message.
 *
 * @param message the site's id of it
 * @param version the message's version after this change; one that is not greater than what a site
 *     has applied says nothing new
 * @param closed whether nothing will change any more, see {@link
 *     io.dinggate.model.message.MessageStatus}
 * @param recipients those that changed, as they stand now
 * @param departments those that changed, as they stand now
 */
public record MessageChanged(
    MessageId message,
    long version,
    boolean closed,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RecipientStatus> recipients,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<DepartmentStatus> departments)
    implements FeedItem {

  @SuppressWarnings("ConstantValue") // Jackson passes null for absent members
  public MessageChanged {
    recipients = recipients == null ? List.of() : List.copyOf(recipients);
    departments = departments == null ? List.of() : List.copyOf(departments);
  }

  @Override
  public String toString() {
    return "MessageChanged[" + message + ", version " + version + "]";
  }
}
