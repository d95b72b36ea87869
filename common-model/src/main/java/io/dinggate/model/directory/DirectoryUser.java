package io.dinggate.model.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user as the app may see it; what DingTalk does not show to the app is absent. Mobile and e-mail
 * are never passed on.
 *
 * @param corp the organisation
 * @param userId the person inside it
 * @param app the app that was asked
 * @param unionId the person across the apps of that app's developer
 * @param name as the corp calls the person
 * @param avatar a picture
 * @param title the position
 * @param departments DingTalk's ids of the departments the person belongs to
 * @param active whether the person has activated the account
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DirectoryUser(
    CorpId corp,
    UserId userId,
    AppId app,
    UnionId unionId,
    String name,
    @Nullable URI avatar,
    @Nullable String title,
    List<Long> departments,
    boolean active) {

  @SuppressWarnings("ConstantValue") // Jackson passes null for absent members
  public DirectoryUser {
    departments = departments == null ? List.of() : List.copyOf(departments);
  }

  @Override
  public String toString() {
    return "DirectoryUser[" + corp + "/" + userId + "]";
  }
}
