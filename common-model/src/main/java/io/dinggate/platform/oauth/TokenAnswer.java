package io.dinggate.platform.oauth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Set;

/**
 * The body of a granted token request (RFC 6749 section 5.1); to be answered with {@code
 * Cache-Control: no-store}.
 *
 * @param accessToken the token
 * @param tokenType always Bearer
 * @param expiresIn seconds from now
 * @param scope space separated; absent when the token has none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TokenAnswer(
    @JsonProperty("access_token") String accessToken,
    @JsonProperty("token_type") String tokenType,
    @JsonProperty("expires_in") long expiresIn,
    String scope) {

  /** A bearer token for the given scopes. */
  public static TokenAnswer bearer(String accessToken, Duration lifetime, Set<String> scopes) {
    return new TokenAnswer(accessToken, "Bearer", lifetime.toSeconds(), String.join(" ", scopes));
  }

  @Override
  public String toString() {
    return "TokenAnswer[hidden]";
  }
}
