package io.dinggate.cloud.dingtalk;

import io.dinggate.model.CorpId;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-in code was exchanged for.
 *
 * @param value the person's token; serves {@link DingTalk#me} alone
 * @param corp the organisation chosen on DingTalk's page; null when none was
 */
public record UserToken(String value, @Nullable CorpId corp) {

  @Override
  public String toString() {
    return "UserToken[hidden]";
  }
}
