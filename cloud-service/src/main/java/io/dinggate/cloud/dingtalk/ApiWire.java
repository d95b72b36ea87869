package io.dinggate.cloud.dingtalk;

import org.jspecify.annotations.Nullable;

/**
 * What the newer API reads and writes, member by member as documented. Whatever is not needed is
 * not read; whatever is read may be missing.
 */
final class ApiWire {

  private ApiWire() {}

  record UserTokenRequest(String clientId, String clientSecret, String grantType, String code) {

    @Override
    public String toString() {
      return "UserTokenRequest[hidden]";
    }
  }

  /** {@code corpId} is absent or empty when no organisation was chosen. */
  record UserTokenAnswer(@Nullable String accessToken, @Nullable String corpId) {

    @Override
    public String toString() {
      return "UserTokenAnswer[hidden]";
    }
  }

  record CorpTokenRequest(
      String suiteKey, String suiteSecret, String authCorpId, String suiteTicket) {

    @Override
    public String toString() {
      return "CorpTokenRequest[hidden]";
    }
  }

  record AppTokenRequest(String appKey, String appSecret) {

    @Override
    public String toString() {
      return "AppTokenRequest[hidden]";
    }
  }

  /** {@code expireIn} is in seconds. */
  record TokenAnswer(@Nullable String accessToken, @Nullable Long expireIn) {

    @Override
    public String toString() {
      return "TokenAnswer[hidden]";
    }
  }

  record MeAnswer(
      @Nullable String unionId,
      @Nullable String openId,
      @Nullable String nick,
      @Nullable String avatarUrl) {

    @Override
    public String toString() {
      return "MeAnswer[hidden]";
    }
  }
}
