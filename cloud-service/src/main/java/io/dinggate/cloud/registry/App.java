package io.dinggate.cloud.registry;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import org.jspecify.annotations.Nullable;

/**
 * A DingTalk application that the cloud holds credentials for.
 *
 * @param id how the registry names it
 * @param kind suite or internal app
 * @param clientId DingTalk's Client ID (suite key or app key)
 * @param clientSecret DingTalk's Client Secret
 * @param events null when the app receives no events; never null for a suite
 * @param suiteId DingTalk's id of the suite; null for an internal app
 * @param dingTalkAppId DingTalk's {@code appId}, picks the agent in an authorisation that holds
 *     several; null when unknown
 * @param agentId the app's instance in its corp; internal apps only
 * @param corp the one corp of an internal app; null for a suite
 */
public record App(
    AppId id,
    AppKind kind,
    String clientId,
    String clientSecret,
    @Nullable EventKeys events,
    @Nullable String suiteId,
    @Nullable Long dingTalkAppId,
    @Nullable Long agentId,
    @Nullable CorpId corp) {

  @Override
  public String toString() {
    return "App[" + id + ", " + kind + "]";
  }
}
