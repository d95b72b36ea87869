package io.dinggate.local.message;

import io.dinggate.local.platform.Caller;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who listen where something stands, whichever replica changes it: all that anybody
 * here listens to is read by one statement, round by round. Nobody who listens keeps a thread or a
 * connection to the database. Who reads slowly is told the newest only. Safe for concurrent use.
 *
 * @param <N> what is told
 */
public final class Listeners<N extends Listeners.News> implements Broadcast {

  private final String what;
  private final Function<Set<UUID>, Map<UUID, N>> reader;
  private final MessageConfig.Events config;
  private final Clock clock;
  private final Collection<Listening> all = new CopyOnWriteArrayList<>();

  /**
   * Nobody listens yet.
   *
   * @param what they listen to, in the plural
   * @param reader reads what is to be told, of all at once; what is gone is left out
   */
  public Listeners(
      String what,
      Function<Set<UUID>, Map<UUID, N>> reader,
      MessageConfig.Events config,
      Clock clock) {
    this.what = what;
    this.reader = reader;
    this.config = config;
    this.clock = clock;
  }

  /** Where something stands. */
  public interface News {

    /** Greater after every change; 0 at first, or more. */
    long revision();

    /** Whether nothing will change any more. */
    boolean isLast();
  }

  /**
   * From now on the listener is told, beginning with how it is at present.
   *
   * @throws ApiException {@code rate-limited} when the caller listens to too many already
   */
  public synchronized void listen(Caller caller, UUID id, Listener<N> listener) {
    var owner = caller.key();
    if (all.stream().filter(one -> one.owner.equals(owner)).count() >= config.perCaller()) {
      throw new ApiException(
          ErrorCode.RATE_LIMITED,
          "A caller may listen to " + config.perCaller() + " " + what + " at once.");
    }
    all.add(new Listening(owner, id, listener, clock.instant()));
  }

  @Override
  public boolean isIdle() {
    return all.isEmpty();
  }

  @Override
  public void round() {
    var now = clock.instant();
    all.removeIf(one -> one.isOver(now));
    // who comes while they are read is told in the next round
    var present = List.copyOf(all);
    var known = reader.apply(present.stream().map(one -> one.id).collect(Collectors.toSet()));
    present.forEach(one -> one.tell(known.get(one.id), now));
  }

  @Override
  public void endAll() {
    all.forEach(one -> one.listener.end());
    all.clear();
  }

  /** Who listens to what; only ever looked at by one thread at a time. */
  private final class Listening {

    private final String owner;
    private final UUID id;
    private final Listener<N> listener;
    private final Instant since;
    private Instant beatAt;
    private long told = -1;
    private boolean last;
    private CompletionStage<?> telling = CompletableFuture.completedStage(null);

    Listening(String owner, UUID id, Listener<N> listener, Instant since) {
      this.owner = owner;
      this.id = id;
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

    void tell(@Nullable N news, Instant now) {
      if (!isTold()) {
        return;
      }
      if (news == null) { // forgotten meanwhile
        last = true;
      } else if (news.revision() > told) {
        told = news.revision();
        last = news.isLast();
        beatAt = now;
        telling = listener.tell(news);
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
