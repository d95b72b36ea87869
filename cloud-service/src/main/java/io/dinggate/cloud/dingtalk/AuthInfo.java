package io.dinggate.cloud.dingtalk;

import io.dinggate.model.CorpId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a corp has authorised.
 *
 * @param corp the organisation
 * @param corpName its name; null when DingTalk does not tell
 * @param agents the instances of the suite's apps in the corp
 */
public record AuthInfo(CorpId corp, @Nullable String corpName, List<Agent> agents) {

  public AuthInfo {
    agents = List.copyOf(agents);
  }

  /**
   * One instance of an app in a corp.
   *
   * @param agentId needed for every work notification
   * @param dingTalkAppId the app it is an instance of; null when DingTalk does not tell
   */
  public record Agent(long agentId, @Nullable Long dingTalkAppId) {}
}
