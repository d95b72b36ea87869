package io.dinggate.cloud.dingtalk;

import java.time.Duration;

/**
 * An access token that DingTalk has just issued.
 *
 * @param value the token
 * @param lifetime how long DingTalk says it lives, from now
 */
public record IssuedToken(String value, Duration lifetime) {

  @Override
  public String toString() {
    return "IssuedToken[" + lifetime + "]";
  }
}
