package io.dinggate.cloud.dingtalk;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.faulttolerance.api.Guard;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/**
 * Makes one call: within the deadline, never twice, counted, and with nothing of the request in
 * what it throws.
 */
@Singleton
final class DingTalkCalls implements AddressBan {

  private final Guard deadline;
  private final Guard uploadDeadline;
  private final BanPause ban;
  private final Semaphore connections;
  private final Duration patience;
  private final UnplannedCalls unplanned;
  private final MeterRegistry meters;

  DingTalkCalls(
      DingTalkConfig config, Clock clock, UnplannedCalls unplanned, MeterRegistry meters) {
    this.deadline = within(config.callTimeout());
    this.uploadDeadline = within(config.uploadTimeout());
    this.ban = new BanPause(clock, config.banPause());
    this.connections = new Semaphore(config.connections(), true);
    this.patience = config.connectTimeout();
    this.unplanned = unplanned;
    this.meters = meters;
    meters.gauge("dinggate.dingtalk.ban.seconds", ban, BanPause::secondsLeft);
  }

  @Override
  public Optional<Instant> until() {
    return ban.until();
  }

  private static Guard within(Duration time) {
    return Guard.create().withTimeout().duration(time.toMillis(), ChronoUnit.MILLIS).done().build();
  }

  /**
   * Sends the request and reads the answer.
   *
   * @param name how the call is named in metrics and messages
   */
  <T> T call(String name, Supplier<Response> request, AnswerReader reader, Class<T> type) {
    return call(name, request, reader, type, deadline);
  }

  /** As {@link #call} for a request whose body is large, and comes from somewhere else. */
  <T> T upload(String name, Supplier<Response> request, AnswerReader reader, Class<T> type) {
    return call(name, request, reader, type, uploadDeadline);
  }

  private <T> T call(
      String name,
      Supplier<Response> request,
      AnswerReader reader,
      Class<T> type,
      Guard callDeadline) {
    var timer = Timer.start(meters);
    var outcome = "ok";
    try {
      return read(reader, answer(request, callDeadline), type);
    } catch (AnswerReader.Failed failed) {
      outcome = failed.failure().getClass().getSimpleName();
      throw failed.in(name);
    } finally {
      timer.stop(meters.timer("dinggate.dingtalk.calls", "call", name, "outcome", outcome));
    }
  }

  /**
   * Only DingTalk's own word begins the pause: what we refuse ourselves must not prolong it.
   * Whoever is told first waits no longer than everybody else.
   */
  private <T> T read(AnswerReader reader, Answer answer, Class<T> type) throws AnswerReader.Failed {
    try {
      return reader.read(answer, type);
    } catch (AnswerReader.Failed failed) {
      if (failed.failure() instanceof DingTalkFailure.Banned ofDingTalk) {
        ban.begin();
        throw new AnswerReader.Failed(ban.current().orElse(ofDingTalk), "");
      }
      throw failed;
    }
  }

  private Answer answer(Supplier<Response> request, Guard callDeadline) throws AnswerReader.Failed {
    var banned = ban.current();
    if (banned.isPresent()) {
      throw new AnswerReader.Failed(banned.get(), "");
    }
    if (!isLetIn()) {
      throw new AnswerReader.Failed(new DingTalkFailure.NoAnswer(false), "");
    }
    try {
      if (!PlannedCall.takePlanned()) {
        unplanned.made();
      }
      return callDeadline.call(() -> send(request), Answer.class);
    } catch (Exception e) {
      // The cause goes no further: its text may hold the URL, and the URL the access token.
      throw new AnswerReader.Failed(new DingTalkFailure.NoAnswer(mayHaveArrived(e)), "");
    } finally {
      connections.release();
    }
  }

  private boolean isLetIn() {
    try {
      return connections.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Answer send(Supplier<Response> request) {
    try (var response = request.get()) {
      return new Answer(response.getStatus(), response.readEntity(String.class));
    }
  }

  /**
   * Only a connection that was never made is certain to have carried nothing. TLS can also break
   * off later, so of its faults only a failed handshake counts.
   */
  private static boolean mayHaveArrived(Throwable failure) {
    return Stream.iterate(failure, e -> e != null, Throwable::getCause)
        .noneMatch(
            e ->
                e instanceof ConnectException
                    || e instanceof UnknownHostException
                    || e instanceof NoRouteToHostException
                    || e instanceof SSLHandshakeException);
  }
}
