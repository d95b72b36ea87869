package io.dinggate.local.message;

import io.dinggate.local.message.Parcel.Kind;
import io.dinggate.model.MessageId;
import io.dinggate.model.message.BatchAnswer;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Backoff;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * One round of forwarding: takes what is due out of the outbox, says it to the cloud, and settles
 * what came of it. No transaction is open while the cloud is asked. What a round has taken and
 * failed to settle, as the database went away, the next one puts back; what a process has taken
 * that is no more, the one that starts does. The lease is for the rest. Safe for concurrent use.
 */
@ApplicationScoped
class Forwarding {

  /** At how many messages of a round, each alone, the cloud may fail until the rest waits. */
  private static final int MOST_FAILURES = 3;

  private final OutboxClaims claims;
  private final Outgoing outgoing;
  private final CloudMailbox cloud;
  private final Settlement settlement;
  private final Backoff backoff;
  private final MessageConfig.Forward config;
  private final Clock clock;
  private final MeterRegistry meters;

  /** What rounds have taken that failed in the middle. */
  private final Queue<List<Parcel>> cutShort = new ConcurrentLinkedQueue<>();

  @Inject
  Forwarding(
      OutboxClaims claims,
      Outgoing outgoing,
      CloudMailbox cloud,
      Settlement settlement,
      MessageConfig config,
      Clock clock,
      MeterRegistry meters) {
    this(
        claims,
        outgoing,
        cloud,
        settlement,
        Forwarder.backoff(config.forward()),
        config,
        clock,
        meters);
  }

  Forwarding(
      OutboxClaims claims,
      Outgoing outgoing,
      CloudMailbox cloud,
      Settlement settlement,
      Backoff backoff,
      MessageConfig config,
      Clock clock,
      MeterRegistry meters) {
    this.claims = claims;
    this.outgoing = outgoing;
    this.cloud = cloud;
    this.settlement = settlement;
    this.backoff = backoff;
    this.config = config.forward();
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * How a round went.
   *
   * @param claimed how many parcels it took
   * @param trouble why the cloud takes nothing at all at present; null when it does
   */
  record Round(int claimed, @Nullable ApiException trouble) {}

  /**
   * Puts back what is taken, whoever has it: what the process had that ran here before, for
   * example. Another replica may have it in hand, and then it is sent by both; under its id the
   * cloud takes it once.
   */
  void takeOver() {
    claims.freeAll();
  }

  /** Makes one. */
  Round round() {
    putBack();
    var parcels = claims.claim(config.batch());
    try {
      return round(parcels);
    } catch (RuntimeException e) {
      cutShort.add(parcels);
      throw e;
    }
  }

  /** Each waits by itself: what makes a round fail again and again is not to hold up the rest. */
  private void putBack() {
    for (var parcels = cutShort.peek(); parcels != null; parcels = cutShort.peek()) {
      claims.release(parcels, parcel -> backoff.pause(parcel.attempts()), true, "cut-short");
      cutShort.remove(parcels);
    }
  }

  private Round round(List<Parcel> parcels) {
    var sends = new ArrayList<Parcel>();
    @Nullable ApiException trouble = null;
    for (var parcel : parcels) {
      if (parcel.kind() != Kind.SEND) {
        trouble = trouble == null ? say(parcel) : leave(List.of(parcel), trouble);
      } else if (!endsHere(parcel)) {
        sends.add(parcel);
      }
    }
    return new Round(parcels.size(), sendAll(sends, trouble));
  }

  /** What was never sent, and is not to be sent any more, is nothing for the cloud. */
  private boolean endsHere(Parcel parcel) {
    if (parcel.unwanted() && !parcel.maybeSent()) {
      settlement.cancelled(parcel);
      count("cancelled", 1);
      return true;
    }
    if (parcel.isExpired(clock.instant())) {
      settlement.expired(parcel);
      count("expired", 1);
      return true;
    }
    return false;
  }

  private @Nullable ApiException say(Parcel parcel) {
    var id = Batch.idOf(parcel);
    return settle(
        parcel,
        Verdict.of(
            switch (parcel.kind()) {
              case CANCEL -> cloud.cancel(id);
              case RECALL -> cloud.recall(id);
              case REQUEUE -> cloud.requeue(id);
              case LOOK -> cloud.status(id);
              case SEND -> throw new IllegalArgumentException("messages go in batches");
            }));
  }

  private @Nullable ApiException sendAll(List<Parcel> parcels, @Nullable ApiException before) {
    if (parcels.isEmpty()) {
      return before;
    }
    var requests = outgoing.requests(parcels.stream().map(Parcel::message).toList());
    var together = parcels.stream().filter(parcel -> !parcel.alone()).toList();
    var trouble = before;
    for (var batch : Batch.pack(together, requests, config.batchBytes())) {
      trouble = trouble == null ? send(batch) : leave(batch.parcels(), trouble);
    }
    var alone = parcels.stream().filter(Parcel::alone).toList();
    return sendAlone(Batch.each(alone, requests), trouble);
  }

  /** The few at which the cloud fails do not hold up the others; it may fail at all of them. */
  private @Nullable ApiException sendAlone(List<Batch> each, @Nullable ApiException before) {
    var trouble = before;
    var failures = 0;
    for (var batch : each) {
      if (trouble == null) {
        var met = send(batch);
        trouble = fails(met) && ++failures < MOST_FAILURES ? null : met;
      } else {
        leave(batch.parcels(), trouble);
      }
    }
    return trouble;
  }

  /** Whether the cloud itself said that it has failed. */
  private static boolean fails(@Nullable ApiException problem) {
    return problem != null && problem.code() == ErrorCode.INTERNAL;
  }

  private @Nullable ApiException send(Batch batch) {
    if (leaseEndsSoon(batch)) {
      claims.release(
          batch.parcels(), _ -> Duration.ZERO, false, untried(batch.parcels(), "no-time"));
      return null;
    }
    return switch (Verdict.of(cloud.sendAll(batch.request()))) {
      case Verdict.Done<BatchAnswer>(var answer) -> {
        settle(batch, answer);
        yield null;
      }
      case Verdict.Never<BatchAnswer> _ -> oneByOne(batch);
      case Verdict.Later<BatchAnswer>(var problem, var maybeSent) -> {
        postpone(batch.parcels(), problem, maybeSent);
        yield problem;
      }
    };
  }

  /** Half of the lease is for the call that is about to begin. */
  private boolean leaseEndsSoon(Batch batch) {
    var leaseEnd = batch.parcels().getFirst().leaseEnd();
    return clock.instant().plus(config.lease().dividedBy(2)).isAfter(leaseEnd);
  }

  /** Something in the batch makes it one that the cloud does not read: what, it says alone. */
  private @Nullable ApiException oneByOne(Batch batch) {
    @Nullable ApiException trouble = null;
    for (var item : batch.items()) {
      trouble =
          trouble == null
              ? settle(
                  item.parcel(), Verdict.of(cloud.send(Batch.idOf(item.parcel()), item.message())))
              : leave(List.of(item.parcel()), trouble);
    }
    return trouble;
  }

  private @Nullable ApiException settle(Parcel parcel, Verdict<MessageStatus> verdict) {
    switch (verdict) {
      case Verdict.Done<MessageStatus>(var status) -> {
        settlement.answered(parcel, status);
        count("accepted", 1);
      }
      case Verdict.Never<MessageStatus>(var problem) -> refuse(parcel, problem);
      case Verdict.Later<MessageStatus>(var problem, var maybeSent) -> {
        postpone(List.of(parcel), problem, maybeSent);
        return problem;
      }
    }
    return null;
  }

  private void settle(Batch batch, BatchAnswer answer) {
    Map<MessageId, BatchAnswer.Item> answers = new HashMap<>();
    answer.messages().forEach(item -> answers.put(item.id(), item));
    var accepted = new ArrayList<Parcel>();
    for (var parcel : batch.parcels()) {
      var told = answers.get(Batch.idOf(parcel));
      var problem = told == null ? null : told.problem();
      if (problem != null) {
        settle(parcel, ApiException.from(problem, problem.status(), null));
      } else if (told == null || told.acceptedAt() == null) {
        postpone(List.of(parcel), unanswered(), true);
      } else {
        accepted.add(parcel);
      }
    }
    claims.forwarded(accepted);
    count("accepted", accepted.size());
  }

  /** The cloud said no to one of several. */
  private void settle(Parcel parcel, ApiException problem) {
    if (Verdict.heals(problem)) {
      postpone(List.of(parcel), problem, false);
    } else {
      refuse(parcel, problem);
    }
  }

  private static ApiException unanswered() {
    return new ApiException(
        ErrorCode.CLOUD_UNAVAILABLE, "The cloud did not say what became of it.");
  }

  private void refuse(Parcel parcel, ApiException problem) {
    settlement.refused(parcel, problem);
    count("refused", 1);
  }

  /**
   * For what was not even tried, all of it alone or none; answers the trouble that stands in the
   * way.
   */
  private ApiException leave(List<Parcel> parcels, ApiException trouble) {
    postpone(parcels, trouble, false, untried(parcels, "not-tried"));
    return trouble;
  }

  /** The word for what was not tried; what goes alone goes so the next time as well. */
  private static String untried(List<Parcel> parcels, String word) {
    return parcels.getFirst().alone() ? ErrorCode.INTERNAL.wire() : word;
  }

  private void postpone(List<Parcel> parcels, ApiException problem, boolean maybeSent) {
    postpone(parcels, problem, maybeSent, problem.code().wire());
  }

  private void postpone(
      List<Parcel> parcels, ApiException problem, boolean maybeSent, String word) {
    var now = clock.instant();
    var left = new ArrayList<Parcel>();
    for (var parcel : parcels) {
      if (parcel.isGivenUp(now)) {
        settlement.gaveUp(maybeSent ? parcel.perhapsSent() : parcel, problem);
        count("gave-up", 1);
      } else {
        left.add(parcel);
      }
    }
    claims.release(
        left, parcel -> Forwarder.pause(backoff, parcel.attempts(), problem), maybeSent, word);
    count("postponed", left.size());
  }

  private void count(String outcome, int messages) {
    if (messages > 0) {
      meters.counter("message.forward", "outcome", outcome).increment(messages);
    }
  }
}
