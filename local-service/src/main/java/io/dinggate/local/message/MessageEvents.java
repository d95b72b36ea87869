package io.dinggate.local.message;

import io.dinggate.local.platform.Caller;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who listen to a message where it stands, whichever replica changes it: all messages
 * that anybody here listens to are read by one statement, round by round. Nobody who listens keeps
 * a thread or a connection to the database. Who reads slowly is told the newest only.
 */
@ApplicationScoped
class MessageEvents {

  private final Standings standings;
  private final MessageConfig.Events config;
  private final Clock clock;
  private final Collection<Listening> all = new CopyOnWriteArrayList<>();

  MessageEvents(Standings standings, MessageConfig config, Clock clock) {
    this.standings = standings;
    this.config = config.events();
    this.clock = clock;
  }

  /**
   * From now on the listener is told, beginning with where the message stands at present.
   *
   * @throws ApiException {@code rate-limited} when the caller listens to too many already
   */
  synchronized void listen(Caller caller, UUID message, Listener listener) {
    var owner = caller.key();
    if (all.stream().filter(one -> one.owner.equals(owner)).count() >= config.perCaller()) {
      throw new ApiException(
          ErrorCode.RATE_LIMITED,
          "A caller may listen to " + config.perCaller() + " messages at once.");
    }
    all.add(new Listening(owner, message, listener, clock.instant()));
  }

  /** Whether anybody listens. */
  boolean isIdle() {
    return all.isEmpty();
  }

  /** Tells everybody who has not been told yet, and lets go who need not be told any more. */
  void round() {
    var now = clock.instant();
    all.removeIf(one -> one.isOver(now));
    // who comes while they are read is told in the next round
    var present = List.copyOf(all);
    var known = standings.of(present.stream().map(one -> one.message).collect(Collectors.toSet()));
    present.forEach(one -> one.tell(known.get(one.message), now));
  }

  /** Everybody goes, and comes back to another replica, or later. */
  void endAll() {
    all.forEach(one -> one.listener.end());
    all.clear();
  }

  /** Who listens to what; only ever looked at by one thread at a time. */
  private final class Listening {

    private final String owner;
    private final UUID message;
    private final Listener listener;
    private final Instant since;
    private Instant beatAt;
    private long told = -1;
    private boolean last;
    private CompletionStage<?> telling = CompletableFuture.completedStage(null);

    Listening(String owner, UUID message, Listener listener, Instant since) {
      this.owner = owner;
      this.message = message;
      this.listener = listener;
      this.since = since;
      this.beatAt = since;
    }

    /** Ends it when it is. */
    boolean isOver(Instant now) {
      if (listener.isGone()) {
        return true;
      }
      var over = isTold() && (last || !now.isBefore(since.plus(config.longest())));
      if (over || (isBeatDue(now) && !listener.mayListen())) {
        listener.end();
        return true;
      }
      return false;
    }

    void tell(@Nullable Standing standing, Instant now) {
      if (!isTold()) {
        return;
      }
      if (standing == null) { // forgotten meanwhile
        last = true;
      } else if (standing.revision() > told) {
        told = standing.revision();
        last = standing.news().closed();
        beatAt = now;
        telling = listener.tell(standing);
      } else if (isBeatDue(now)) {
        beatAt = now;
        listener.beat();
      }
    }

    private boolean isBeatDue(Instant now) {
      return !now.isBefore(beatAt.plus(config.heartbeat()));
    }

    private boolean isTold() {
      return telling.toCompletableFuture().isDone();
    }
  }
}
