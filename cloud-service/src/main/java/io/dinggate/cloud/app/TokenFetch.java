package io.dinggate.cloud.app;

import io.dinggate.cloud.dingtalk.DingTalk;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.dingtalk.IssuedToken;
import io.dinggate.cloud.registry.App;
import io.dinggate.model.CorpId;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Fetches access tokens from DingTalk, whichever kind of app they are for, and decides when to
 * replace them.
 */
@Singleton
final class TokenFetch {

  private final DingTalk dingTalk;
  private final SuiteTickets suiteTickets;
  private final Clock clock;
  private final AppConfig config;
  private final MeterRegistry meters;
  private final Pauses<Refusal> refusals;

  TokenFetch(
      DingTalk dingTalk,
      SuiteTickets suiteTickets,
      Clock clock,
      AppConfig config,
      MeterRegistry meters) {
    this.dingTalk = dingTalk;
    this.suiteTickets = suiteTickets;
    this.clock = clock;
    this.config = config;
    this.meters = meters;
    this.refusals = new Pauses<>(clock, config.refusalPause());
  }

  /**
   * A new token.
   *
   * @param basis what the token is fetched under
   * @throws io.dinggate.model.problem.ApiException {@code SUITE_TICKET_MISSING}; {@code
   *     CORP_NOT_AUTHORIZED} when DingTalk says so, and for a while without asking it again
   * @throws DingTalkException when fetching failed otherwise
   */
  AccessToken fetch(App app, CorpId corp, TokenBasis basis) {
    var refusal = new Refusal(new AppCorp(app.id(), corp), basis);
    if (refusals.lasts(refusal)) {
      throw KnownAuthorisations.notAuthorised(app.id(), corp);
    }
    var asked = clock.instant();
    try {
      var issued = issue(app, corp);
      count("fetched");
      return token(issued, basis, asked);
    } catch (DingTalkException e) {
      if (e.failure() instanceof DingTalkFailure.CorpNotAuthorized) {
        count("refused");
        refusals.begin(refusal);
        throw KnownAuthorisations.notAuthorised(app.id(), corp);
      }
      count("failed");
      throw e;
    }
  }

  private IssuedToken issue(App app, CorpId corp) {
    return switch (app.kind()) {
      case SUITE -> dingTalk.corpToken(app, corp, suiteTickets.require(app));
      case INTERNAL -> dingTalk.appToken(app);
    };
  }

  private AccessToken token(IssuedToken issued, TokenBasis basis, Instant asked) {
    var jitter = ThreadLocalRandom.current().nextLong(config.refreshJitter().toMillis() + 1);
    var margin = min(config.refreshMargin().plusMillis(jitter), issued.lifetime().dividedBy(2));
    var end = asked.plus(issued.lifetime());
    return new AccessToken(issued.value(), basis, end.minus(margin), end);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private void count(String outcome) {
    meters.counter("dinggate.token.refresh", "outcome", outcome).increment();
  }

  /** DingTalk's no holds for one basis: what changes meanwhile makes a new question. */
  private record Refusal(AppCorp key, TokenBasis basis) {}
}
