package io.dinggate.model.directory;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.AppId;
import io.dinggate.model.UnionId;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom to find; exactly one of union id and mobile is given.
 *
 * @param unionId the person across the developer's apps
 * @param mobile the number as the corp registered it, at most 15 digits; internal apps only
 * @param app the app to ask by; null for the corp's default login app
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FindUser(
    @Nullable UnionId unionId,
    @Nullable @Pattern(regexp = FindUser.MOBILE, message = FindUser.MOBILE_EXPLAINED) String mobile,
    @Nullable AppId app) {

  /** What a mobile number looks like. */
  public static final String MOBILE = "\\+?[0-9-]{3,15}";

  /** What to say of one that does not. */
  public static final String MOBILE_EXPLAINED = "must be a mobile number of at most 15 digits";

  /** What to say unless exactly one way to find the person is given. */
  public static final String ONE_EXPLAINED = "give either unionId or mobile";

  /** Whether exactly one way to find the person is given. */
  @JsonIgnore
  @AssertTrue(message = ONE_EXPLAINED)
  public boolean isExactlyOneGiven() {
    return (unionId == null) != (mobile == null);
  }

  @Override
  public String toString() {
    return "FindUser[hidden]";
  }
}
