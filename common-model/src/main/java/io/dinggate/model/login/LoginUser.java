package io.dinggate.model.login;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.CorpId;
import io.dinggate.model.OpenId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A person in a corp, as a login proves it. A changed corp, user id or union id is another user.
 *
 * @param corp the organisation that was signed in to
 * @param userId the person inside it
 * @param unionId the person across the developer's apps
 * @param openId the person in the app; null for a sign-in inside DingTalk, which does not tell it
 * @param name as the corp calls the person
 * @param avatar a picture; null when DingTalk has none
 * @param title the position in the corp; null when DingTalk does not tell
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoginUser(
    CorpId corp,
    UserId userId,
    UnionId unionId,
    @Nullable OpenId openId,
    String name,
    @Nullable URI avatar,
    @Nullable String title) {

  @Override
  public String toString() {
    return "LoginUser[" + corp + "/" + userId + "]";
  }
}
