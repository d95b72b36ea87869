package io.dinggate.cloud.app;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import org.jspecify.annotations.Nullable;

/**
 * How an app stands in a corp.
 *
 * @param app the app
 * @param corp the organisation
 * @param state whether the app can be used there
 * @param agentId the app's instance in the corp, needed for messages; null while unknown
 * @param corpName the organisation's name; null while unknown
 */
public record Authorisation(
    AppId app,
    CorpId corp,
    AuthorisationState state,
    @Nullable Long agentId,
    @Nullable String corpName) {

  /** Whether the app can be used in the corp. */
  public boolean active() {
    return state == AuthorisationState.AUTHORISED;
  }
}
