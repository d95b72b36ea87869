package io.dinggate.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GroupedCallsTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  /** The question that hangs until the latch is open. */
  private static final int FIRST = 0;

  private static final int BAD = -1;

  private final CountDownLatch open = new CountDownLatch(1);
  private final ConcurrentLinkedQueue<Integer> alone = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<List<Integer>> groups = new ConcurrentLinkedQueue<>();

  private final ConcurrentLinkedQueue<Thread> threads = new ConcurrentLinkedQueue<>();
  private final ExecutorService callers = Executors.newCachedThreadPool(noting());

  @AfterEach
  void end() {
    open.countDown();
    callers.close();
  }

  @Test
  void whoAsksWhileNobodyElseDoesIsServedAlone() {
    var calls = calls(10, LONG);

    assertThat(calls.call(1)).isEqualTo("1");
    assertThat(calls.call(2)).isEqualTo("2");

    assertThat(alone).containsExactly(1, 2);
    assertThat(groups).isEmpty();
  }

  @Test
  void whoeverAsksMeanwhileIsServedTogether() throws Exception {
    var calls = calls(3, LONG);
    var asked = askWhileTheFirstHangs(calls, 1, 2, 3, 4);

    open.countDown();

    assertThat(answers(asked)).containsExactly("0", "1", "2", "3", "4");
    assertThat(groups).as("no more than three at once").containsExactly(List.of(1, 2, 3));
    assertThat(alone).as("the last one has nobody left").containsExactly(FIRST, 4);
  }

  @Test
  void whenGroupFailsEachHearsOfItsOwn() throws Exception {
    var calls = calls(10, LONG);
    var asked = askWhileTheFirstHangs(calls, 1, BAD, 3);

    open.countDown();

    assertThat(asked.get(1).get()).isEqualTo("1");
    assertThatThrownBy(() -> asked.get(2).get())
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("bad");
    assertThat(asked.get(3).get()).isEqualTo("3");
    assertThat(calls.call(5)).as("it goes on").isEqualTo("5");
  }

  @Test
  void whoeverMeetsNoAnswerInItsPlaceAsksAlone() throws Exception {
    var calls =
        new GroupedCalls<Integer, String>(10, LONG, this::alone, questions -> List.of("one"));
    var asked = askWhileTheFirstHangs(calls, 1, 2);

    open.countDown();

    assertThat(answers(asked)).containsExactly("0", "1", "2");
  }

  @Test
  void whatHangsHoldsUpNobodyForLong() throws Exception {
    var calls = calls(10, Duration.ofMillis(1));
    var first = callers.submit(() -> calls.call(FIRST));
    await().until(() -> alone.contains(FIRST));

    assertThat(calls.call(1)).isEqualTo("1");

    assertThat(first.isDone()).isFalse();
    open.countDown();
    assertThat(first.get()).isEqualTo("0");
    assertThat(groups).as("who went alone is in no group").isEmpty();
  }

  @Test
  void whoIsInterruptedGoesAloneAndStaysInterrupted() throws Exception {
    var calls = calls(10, LONG);
    var first = callers.submit(() -> calls.call(FIRST));
    await().until(() -> alone.contains(FIRST));

    var second =
        callers.submit(
            () -> {
              Thread.currentThread().interrupt();
              return calls.call(1) + Thread.interrupted();
            });

    assertThat(second.get()).isEqualTo("1true");
    assertThat(first.isDone()).isFalse();
  }

  @Test
  void everyCallOfManyThreadsIsAnsweredOnceAndByItsOwn() throws Exception {
    open.countDown();
    var calls = calls(7, LONG);
    var asked = new ArrayList<Future<List<String>>>();
    for (var thread = 0; thread < 16; thread++) {
      var from = 1 + 500 * thread;
      asked.add(
          callers.submit(() -> IntStream.range(from, from + 500).mapToObj(calls::call).toList()));
    }

    for (var thread = 0; thread < 16; thread++) {
      var from = 1 + 500 * thread;
      assertThat(asked.get(thread).get())
          .isEqualTo(IntStream.range(from, from + 500).mapToObj(Integer::toString).toList());
    }
    var served = new ArrayList<>(alone);
    groups.forEach(served::addAll);
    assertThat(served).doesNotHaveDuplicates().hasSize(8_000);
    assertThat(groups).allMatch(group -> group.size() <= 7);
  }

  private GroupedCalls<Integer, String> calls(int atMost, Duration patience) {
    return new GroupedCalls<>(atMost, patience, this::alone, this::together);
  }

  private String alone(int question) {
    alone.add(question);
    if (question == FIRST) {
      awaitOpen();
    }
    if (question == BAD) {
      throw new IllegalArgumentException("bad");
    }
    return Integer.toString(question);
  }

  private List<String> together(List<Integer> questions) {
    if (questions.contains(BAD)) {
      throw new IllegalArgumentException("somebody's is bad");
    }
    groups.add(questions);
    return questions.stream().map(question -> Integer.toString(question)).toList();
  }

  /** In that order: each waits before the next one asks. */
  private List<Future<String>> askWhileTheFirstHangs(
      GroupedCalls<Integer, String> calls, int... questions) {
    var asked = new ArrayList<Future<String>>();
    asked.add(callers.submit(() -> calls.call(FIRST)));
    await().until(() -> alone.contains(FIRST));
    for (var question : questions) {
      asked.add(callers.submit(() -> calls.call(question)));
      await().until(() -> waiting() == asked.size());
    }
    return asked;
  }

  private long waiting() {
    var states = Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);
    return threads.stream().filter(thread -> states.contains(thread.getState())).count();
  }

  private static List<String> answers(List<Future<String>> asked) throws Exception {
    var answers = new ArrayList<String>();
    for (var call : asked) {
      answers.add(call.get());
    }
    return answers;
  }

  private void awaitOpen() {
    try {
      open.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ThreadFactory noting() {
    return task -> {
      var thread = new Thread(task);
      threads.add(thread);
      return thread;
    };
  }
}
