package io.dinggate.cloud.dingtalk;

import io.dinggate.model.OpenId;
import io.dinggate.model.UnionId;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The person as the account describes itself; says nothing about any organisation.
 *
 * @param unionId the person across the developer's apps
 * @param openId the person in the app that asked
 * @param nick the name the person chose; may be empty
 * @param avatar a picture; null when there is none
 */
public record Profile(UnionId unionId, OpenId openId, String nick, @Nullable URI avatar) {

  @Override
  public String toString() {
    return "Profile[hidden]";
  }
}
