package io.dinggate.local.message;

import io.dinggate.model.problem.ApiException;
import io.dinggate.platform.Backoff;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Forwards for as long as the service runs: a few workers, woken by what comes in here, that also
 * look by themselves for what other replicas left and for what has become due. While the cloud or
 * the database is away they wait longer and longer, and go on by themselves.
 */
@ApplicationScoped
class Forwarder {

  private final Forwarding forwarding;
  private final Backoff backoff;
  private final MessageConfig.Forward config;
  private final Wake wake = new Wake();
  private final List<Thread> workers = new ArrayList<>();

  Forwarder(Forwarding forwarding, MessageConfig config) {
    this.forwarding = forwarding;
    this.config = config.forward();
    this.backoff = backoff(this.config);
  }

  /** How long repetitions wait. */
  static Backoff backoff(MessageConfig.Forward config) {
    return new Backoff(
        config.retryMin(), config.retryMax(), () -> ThreadLocalRandom.current().nextDouble());
  }

  /** How long to wait after that many failures: never less than the cloud asks for. */
  static Duration pause(Backoff backoff, int failures, ApiException problem) {
    var asked = problem.retryAfter();
    var jitter = backoff.pause(failures);
    return asked == null ? jitter : asked.plus(jitter);
  }

  /** There is something in the outbox. */
  void wake() {
    wake.signal();
  }

  void begin(@Observes StartupEvent event) {
    try {
      forwarding.takeOver();
    } catch (RuntimeException e) {
      Log.warn("what an earlier process was forwarding waits for the end of its lease", e);
    }
    for (var number = 1; number <= config.workers(); number++) {
      workers.add(Thread.ofVirtual().name("forwarder-" + number).start(this::work));
    }
  }

  /** SIGTERM has come: what is under way ends, and nothing more begins. */
  void leave(@Observes ShutdownDelayInitiatedEvent asked) {
    wake.end();
  }

  void end(@Observes ShutdownEvent event) throws InterruptedException {
    wake.end();
    for (var worker : workers) {
      worker.join(config.lease());
    }
  }

  private void work() {
    var failures = 0;
    try {
      while (!wake.isOver()) {
        failures = rest(tryOnce(), failures);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits as long as the round calls for; answers how many in a row have failed by now. */
  private int rest(Forwarding.Round round, int failures) throws InterruptedException {
    var trouble = round.trouble();
    if (trouble != null) {
      wake.pause(pause(backoff, failures + 1, trouble));
      return failures + 1;
    }
    if (round.claimed() == 0) {
      wake.await(config.poll());
    }
    return 0;
  }

  private Forwarding.Round tryOnce() throws InterruptedException {
    try {
      return forwarding.round();
    } catch (RuntimeException e) {
      // whatever was under way is put back by the next round
      Log.warn("messages cannot be forwarded at present, trying again", e);
      wake.pause(config.retryMin());
      return new Forwarding.Round(0, null);
    }
  }
}
