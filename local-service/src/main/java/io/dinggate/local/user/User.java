package io.dinggate.local.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserRef;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user as the site knows it.
 *
 * @param id the site's own id; never changes and never stands for anybody else
 * @param ref finds the user on DingTalk
 * @param unionId the person across the apps of one developer: the one of the app that the site met
 *     the person by first
 * @param name as the corp calls the person
 * @param avatar a picture; null when DingTalk has none
 * @param title the position in the corp; null when DingTalk does not tell
 * @param departments DingTalk's ids of the departments the person belongs to; empty until it told
 * @param asOf when DingTalk last said so, by a sign-in or a look-up
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record User(
    UUID id,
    @JsonUnwrapped UserRef ref,
    UnionId unionId,
    String name,
    @Nullable URI avatar,
    @Nullable String title,
    List<Long> departments,
    Instant asOf) {

  public User {
    departments = List.copyOf(departments);
  }

  /** Whether both are one user, described alike. */
  boolean saysTheSame(User other) {
    return id.equals(other.id)
        && name.equals(other.name)
        && Objects.equals(avatar, other.avatar)
        && Objects.equals(title, other.title)
        && departments.equals(other.departments);
  }

  @Override
  public String toString() {
    return "User[" + id + ", " + ref + "]";
  }
}
