package io.dinggate.local.user;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.UnionId;
import io.dinggate.model.directory.FindUser;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom to find in a corp; exactly one of union id and mobile is given.
 *
 * @param corp the organisation
 * @param unionId the person across the developer's apps
 * @param mobile the number as the corp registered it, at most 15 digits; internal apps only
 * @param app the app to ask by; null for the corp's default login app
 */
record FindInCorp(
    @NotNull CorpId corp,
    @Nullable UnionId unionId,
    @Nullable @Pattern(regexp = FindUser.MOBILE, message = FindUser.MOBILE_EXPLAINED) String mobile,
    @Nullable AppId app) {

  /** Whether exactly one way to find the person is given. */
  @JsonIgnore
  @AssertTrue(message = FindUser.ONE_EXPLAINED)
  public boolean isExactlyOneGiven() {
    return request().isExactlyOneGiven();
  }

  FindUser request() {
    return new FindUser(unionId, mobile, app);
  }

  @Override
  public String toString() {
    return "FindInCorp[hidden]";
  }
}
