package io.dinggate.cloud.app;

import io.dinggate.cloud.registry.App;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import java.util.List;
import java.util.Optional;

/** Which corp has authorised which app. */
public interface Authorisations {

  /** What is known, without asking DingTalk; an internal app is always authorised in its corp. */
  Optional<Authorisation> find(AppId app, CorpId corp);

  /** The corps in which the app can be used, as far as is known without asking DingTalk. */
  List<CorpId> corps(App app);

  /**
   * The authorisation to work with. When nothing is known about a suite's corp, DingTalk is asked
   * once.
   *
   * @throws io.dinggate.model.problem.ApiException {@code CORP_NOT_AUTHORIZED}, or {@code
   *     SUITE_TICKET_MISSING} when DingTalk could not be asked
   * @throws io.dinggate.cloud.dingtalk.DingTalkException when asking DingTalk failed otherwise
   */
  Authorisation require(App app, CorpId corp);
}
