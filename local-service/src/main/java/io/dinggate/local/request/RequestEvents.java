package io.dinggate.local.request;

import io.dinggate.local.message.Broadcast;
import io.dinggate.local.message.Broadcaster;
import io.dinggate.local.message.Listener;
import io.dinggate.local.message.Listeners;
import io.dinggate.local.message.MessageConfig;
import io.dinggate.local.platform.Caller;
import io.dinggate.model.problem.ApiException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells those who wait for a request when it is over, whichever replica applies its result. */
@ApplicationScoped
class RequestEvents implements Broadcast {

  private final Listeners<RequestStanding> listeners;
  private final Instance<Broadcaster> broadcaster;

  RequestEvents(
      RequestTable table, MessageConfig config, Clock clock, Instance<Broadcaster> broadcaster) {
    this.listeners = new Listeners<>("requests", table::standings, config.events(), clock);
    this.broadcaster = broadcaster; // which makes the rounds of this, too
  }

  /**
   * From now on the listener is told, beginning with where the request stands at present.
   *
   * @throws ApiException {@code rate-limited} when the caller listens to too many already
   */
  void listen(Caller caller, UUID request, Listener<RequestStanding> listener) {
    listeners.listen(caller, request, listener);
    broadcaster.get().wake();
  }

  /**
   * Waits until it is over, or that long. Holds no more than the virtual thread that calls.
   *
   * @throws ApiException as {@link #listen}
   */
  void await(Caller caller, UUID request, Duration atMost) {
    var waiter = new Waiter();
    listen(caller, request, waiter);
    try {
      waiter.over.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      waiter.end();
    } catch (InterruptedException _) {
      waiter.end();
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a wait has no other end", e);
    }
  }

  @Override
  public boolean isIdle() {
    return listeners.isIdle();
  }

  @Override
  public void round() {
    listeners.round();
  }

  @Override
  public void endAll() {
    listeners.endAll();
  }

  /** A call that waits for its answer. */
  private static final class Waiter implements Listener<RequestStanding> {

    private final CompletableFuture<Boolean> over = new CompletableFuture<>();

    @Override
    public CompletionStage<?> tell(RequestStanding standing) {
      if (standing.isLast()) {
        end();
      }
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void beat() {}

    @Override
    public boolean mayListen() {
      return true; // for seconds only
    }

    @Override
    public boolean isGone() {
      return over.isDone();
    }

    @Override
    public void end() {
      over.complete(true);
    }
  }
}
