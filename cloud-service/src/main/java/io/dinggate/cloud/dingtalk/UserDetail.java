package io.dinggate.cloud.dingtalk;

import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person as the corp describes them; mobile and e-mail are not read at all.
 *
 * @param userId the person inside the corp
 * @param unionId the person across the developer's apps
 * @param name as the corp calls the person
 * @param avatar a picture; null when there is none
 * @param title the position; null when DingTalk does not tell
 * @param departments DingTalk's ids
 * @param active whether the person has activated the account
 */
public record UserDetail(
    UserId userId,
    UnionId unionId,
    String name,
    @Nullable URI avatar,
    @Nullable String title,
    List<Long> departments,
    boolean active) {

  public UserDetail {
    departments = List.copyOf(departments);
  }

  @Override
  public String toString() {
    return "UserDetail[" + userId + "]";
  }
}
