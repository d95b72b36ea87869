package io.dinggate.cloud.event;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A suite that is still to be activated in a corp, as older suites are (open.dingtalk.com,
 * "activate_suite").
 *
 * @param clientId the suite's own key, which the code was given to
 * @param event which event brought the code
 * @param authorisedAt by DingTalk's clock
 * @param temporaryCode serves once; null when it has served
 * @param permanentCode what it was exchanged for; null before
 * @param attempts how often it was tried in vain
 */
record Activation(
    AppId app,
    CorpId corp,
    String clientId,
    String event,
    Instant authorisedAt,
    @Nullable String temporaryCode,
    @Nullable String permanentCode,
    int attempts) {

  @Override
  public String toString() {
    return "Activation[" + app + ", " + corp + "]";
  }
}
