package io.dinggate.cloud.app;

import io.dinggate.cloud.dingtalk.AuthInfo;
import io.dinggate.cloud.dingtalk.DingTalk;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.registry.App;
import io.dinggate.model.CorpId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.platform.SingleFlight;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks DingTalk how a suite stands in a corp when its push was lost: once for all who want to know
 * at the same time, and not again for a while when the answer was no.
 */
@Singleton
final class AuthorisationRecovery {

  /** An answer of before may still tell of what was taken back. */
  private static final Duration DINGTALK_KNOWS = Duration.ofHours(1);

  private final DingTalk dingTalk;
  private final SuiteTickets suiteTickets;
  private final AuthorisationChanges changes;
  private final AuthorisationRows rows;
  private final Clock clock;
  private final Pauses<AppCorp> answered;
  private final SingleFlight<AppCorp, Optional<Standing>> flights = new SingleFlight<>();

  AuthorisationRecovery(
      DingTalk dingTalk,
      SuiteTickets suiteTickets,
      AuthorisationChanges changes,
      AuthorisationRows rows,
      Clock clock,
      AppConfig config) {
    this.dingTalk = dingTalk;
    this.suiteTickets = suiteTickets;
    this.changes = changes;
    this.rows = rows;
    this.clock = clock;
    this.answered = new Pauses<>(clock, config.refusalPause());
  }

  /**
   * What is known after DingTalk was asked; empty when the corp has not authorised the suite.
   *
   * @throws io.dinggate.model.problem.ApiException {@code SUITE_TICKET_MISSING}
   * @throws DingTalkException when asking failed
   */
  Optional<Standing> recover(App suite, CorpId corp) {
    var key = new AppCorp(suite.id(), corp);
    return flights.run(key, () -> answered.lasts(key) ? known(suite, corp) : ask(suite, key));
  }

  /**
   * A standing as it is, except of a corp that took its authorisation back long enough ago that
   * DingTalk knows: the push of its coming back may be lost, so it is asked for. What cannot be
   * asked for stays as it is.
   */
  Standing unlessItCameBack(App suite, Standing standing) {
    var authorisation = standing.authorisation();
    if (authorisation.state() != AuthorisationState.RELIEVED
        || standing.changedAt().plus(DINGTALK_KNOWS).isAfter(clock.instant())) {
      return standing;
    }
    var key = new AppCorp(suite.id(), authorisation.corp());
    try {
      return recover(suite, key.corp()).orElse(standing);
    } catch (DingTalkException | ApiException e) {
      answered.begin(key);
      return standing;
    }
  }

  private Optional<Standing> ask(App suite, AppCorp key) {
    var relievedAt =
        known(suite, key.corp())
            .filter(known -> known.authorisation().state() == AuthorisationState.RELIEVED)
            .map(Standing::changedAt)
            .orElse(null);
    var suiteTicket = suiteTickets.require(suite);
    try {
      var info = dingTalk.authInfo(suite, key.corp(), suiteTicket);
      changes.recovered(suite, key.corp(), relievedAt, agentId(suite, info), info.corpName());
    } catch (DingTalkException e) {
      if (!(e.failure() instanceof DingTalkFailure.CorpNotAuthorized)) {
        throw e;
      }
    }
    answered.begin(key);
    return known(suite, key.corp());
  }

  private Optional<Standing> known(App suite, CorpId corp) {
    return rows.find(suite, corp);
  }

  /** A suite can bring several apps into a corp: ours, or the only ones there are. */
  private static @Nullable Long agentId(App suite, AuthInfo info) {
    var own = suite.dingTalkAppId();
    return info.agents().stream()
        .filter(agent -> own != null && own.equals(agent.dingTalkAppId()))
        .findFirst()
        .or(() -> info.agents().stream().findFirst())
        .map(AuthInfo.Agent::agentId)
        .orElse(null);
  }
}
