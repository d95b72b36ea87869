package io.dinggate.cloud.event;

import io.dinggate.cloud.app.AuthorisationChanges;
import io.dinggate.cloud.app.SuiteTickets;
import io.dinggate.cloud.dingtalk.DingTalk;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.AppKind;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.model.problem.ApiException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Activates older suites in the corps that have installed them: exchanges the code, which serves
 * once, keeps what it was exchanged for, and only then activates. Away from the handling of events,
 * which never waits for DingTalk.
 */
@Singleton
final class ActivationWorker {

  private static final int BATCH = 20;
  private static final int MOST_DOUBLINGS = 10;

  private final ActivationTable table;
  private final Registry registry;
  private final SuiteTickets suiteTickets;
  private final DingTalk dingTalk;
  private final AuthorisationChanges authorisations;
  private final Clock clock;
  private final EventConfig config;
  private final MeterRegistry meters;
  private final ReentrantLock activating = new ReentrantLock();

  ActivationWorker(
      ActivationTable table,
      Registry registry,
      SuiteTickets suiteTickets,
      DingTalk dingTalk,
      AuthorisationChanges authorisations,
      Clock clock,
      EventConfig config,
      MeterRegistry meters) {
    this.table = table;
    this.registry = registry;
    this.suiteTickets = suiteTickets;
    this.dingTalk = dingTalk;
    this.authorisations = authorisations;
    this.clock = clock;
    this.config = config;
    this.meters = meters;
  }

  /** Tries everything that is due, each once. */
  @Scheduled(
      identity = "activate-suites",
      every = "${dinggate.event.poll}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void activateDue() {
    activating.lock();
    try {
      table.due(clock.instant(), BATCH).forEach(this::attempt);
    } finally {
      activating.unlock();
    }
  }

  @SuppressWarnings("IllegalCatch") // whatever one corp does must not hold back the others
  private void attempt(Activation activation) {
    var suite = suite(activation);
    if (suite.isEmpty()) {
      park(activation, "the suite is not registered any more");
      return;
    }
    try {
      activate(suite.get(), activation);
    } catch (DingTalkException e) {
      if (isFinal(e.failure())) {
        park(activation, String.valueOf(e.getMessage()));
      } else {
        failed(activation, String.valueOf(e.getMessage()));
      }
    } catch (ApiException e) {
      switch (e.code()) {
        // Comes by itself, sooner or later: no attempt is spent on it.
        case SUITE_TICKET_MISSING -> putOff(activation, activation.attempts(), e.code().wire());
        case OVERLOADED -> throw e;
        default -> failed(activation, e.code().wire());
      }
    } catch (RuntimeException e) {
      Log.errorf(e, "suite %s in corp %s", activation.app(), activation.corp());
      failed(activation, e.getClass().getSimpleName());
    }
  }

  /** The very suite that the code was given to. */
  private Optional<App> suite(Activation activation) {
    return registry
        .snapshot()
        .app(activation.app())
        .filter(app -> app.kind() == AppKind.SUITE && app.clientId().equals(activation.clientId()));
  }

  private void activate(App suite, Activation activation) {
    var token = dingTalk.suiteToken(suite, suiteTickets.require(suite)).value();
    var permanentCode = permanentCode(token, activation);
    if (permanentCode == null) {
      park(activation, "its code cannot be read");
      return;
    }
    dingTalk.activate(suite, token, activation.corp(), permanentCode);
    authorisations.authorised(suite, activation.corp(), activation.authorisedAt(), null, null);
    table.activated(activation);
    count("activated");
    Log.infof("suite %s is activated in corp %s", suite.id(), activation.corp());
  }

  private @Nullable String permanentCode(String token, Activation activation) {
    var temporaryCode = activation.temporaryCode();
    if (activation.permanentCode() != null || temporaryCode == null) {
      return activation.permanentCode();
    }
    var permanentCode = dingTalk.permanentCode(token, temporaryCode);
    table.exchanged(activation, permanentCode);
    return permanentCode;
  }

  /** Whether DingTalk would say the same again. */
  private static boolean isFinal(DingTalkFailure failure) {
    return failure instanceof DingTalkFailure.AuthCodeRejected
        || failure instanceof DingTalkFailure.CorpNotAuthorized
        || failure instanceof DingTalkFailure.WrongCorp
        || failure instanceof DingTalkFailure.BadRequest;
  }

  private void failed(Activation activation, String reason) {
    var attempts = activation.attempts() + 1;
    if (attempts >= config.attempts()) {
      park(activation, reason);
    } else {
      putOff(activation, attempts, reason);
    }
  }

  private void putOff(Activation activation, int attempts, String reason) {
    var doublings = Math.min(activation.attempts(), MOST_DOUBLINGS);
    var wait = config.retryFirst().multipliedBy(1L << doublings);
    table.putOff(activation, attempts, clock.instant().plus(wait), reason);
    count("put_off");
  }

  private void park(Activation activation, String reason) {
    Log.warnf(
        "suite %s is not activated in corp %s: %s", activation.app(), activation.corp(), reason);
    table.park(activation, reason);
    count("parked");
  }

  private void count(String outcome) {
    meters.counter("dinggate.event.activation", "outcome", outcome).increment();
  }
}
