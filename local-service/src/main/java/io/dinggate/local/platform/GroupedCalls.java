package io.dinggate.local.platform;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does together what many threads ask for at the same time. Who asks while nobody else does is
 * served at once and alone; while that or a group is under way, whoever asks gathers for the next
 * group, and one of them does it for all. Who has gathered for long, as what is under way hangs, is
 * served alone. When a group fails each of its calls is done once more by itself, so that it hears
 * of its own failure only: a call must bear to be done twice. Another's thread may do it, so it
 * takes no part in a transaction of the caller's. Thread-safe.
 *
 * @param <Q> what is asked for
 * @param <A> what comes of it
 */
public final class GroupedCalls<Q, A> {

  private final int atMost;
  private final Duration patience;
  private final Function<Q, A> alone;
  private final Function<List<Q>, List<A>> together;

  private final Queue<Call> gathered = new ArrayDeque<>();
  private boolean underWay;

  /**
   * Nobody has asked yet.
   *
   * @param atMost how many calls a group may have
   * @param patience how long a call may wait for what is under way
   * @param alone does one
   * @param together does several, and answers each in its place
   */
  public GroupedCalls(
      int atMost, Duration patience, Function<Q, A> alone, Function<List<Q>, List<A>> together) {
    this.atMost = atMost;
    this.patience = patience;
    this.alone = alone;
    this.together = together;
  }

  /** Returns when it is done; throws what {@code alone} throws at it. */
  public A call(Q question) {
    var call = new Call(question);
    gather(call);
    return turnOf(call).get();
  }

  /** Whenever anybody waits, something is under way. */
  private synchronized void gather(Call call) {
    gathered.add(call);
    if (!underWay) {
      underWay = true;
      handOn();
    }
  }

  private synchronized void handOn() {
    @Nullable Call next = gathered.poll();
    if (next == null) {
      underWay = false;
    } else {
      next.turn.complete(() -> lead(next));
    }
  }

  private Supplier<A> turnOf(Call call) {
    try {
      return call.turn.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return withdraw(call) ? () -> alone.apply(call.question) : call.turn.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return withdraw(call) ? () -> alone.apply(call.question) : call.turn.join();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a turn does not fail", e);
    }
  }

  private synchronized boolean withdraw(Call call) {
    return gathered.remove(call);
  }

  private A lead(Call own) {
    try {
      var others = others();
      return others.isEmpty() ? alone.apply(own.question) : lead(own, others);
    } finally {
      handOn();
    }
  }

  private synchronized List<Call> others() {
    var others = new ArrayList<Call>();
    while (others.size() < atMost - 1 && !gathered.isEmpty()) {
      others.add(gathered.remove());
    }
    return others;
  }

  private A lead(Call own, List<Call> others) {
    var questions = new ArrayList<Q>();
    questions.add(own.question);
    others.forEach(call -> questions.add(call.question));
    List<A> answers;
    try {
      answers = together.apply(questions);
      if (answers.size() != questions.size()) {
        throw new IllegalStateException("not one answer for each");
      }
    } catch (RuntimeException | Error e) {
      others.forEach(call -> call.turn.complete(() -> alone.apply(call.question)));
      return alone.apply(own.question);
    }
    for (var index = 0; index < others.size(); index++) {
      var answer = answers.get(index + 1);
      others.get(index).turn.complete(() -> answer);
    }
    return answers.getFirst();
  }

  /** What one thread waits for. */
  private final class Call {

    private final Q question;

    /** What the thread has to do next, which answers it. */
    private final CompletableFuture<Supplier<A>> turn = new CompletableFuture<>();

    private Call(Q question) {
      this.question = question;
    }
  }
}
