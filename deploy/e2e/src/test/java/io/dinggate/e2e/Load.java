package io.dinggate.e2e;

import static org.awaitility.Awaitility.await;

import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.e2e.walk.Page;
import io.dinggate.e2e.walk.WalkException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Messages of a site and events of DingTalk, one after the other by several callers, from now until
 * {@link #close}; knows what became of each.
 */
final class Load implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Stack stack;
  private final ApiClient cloud;
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<String> answered = new ConcurrentLinkedQueue<>();
  private final Queue<String> turnedAway = new ConcurrentLinkedQueue<>();
  private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private volatile boolean goesOn = true;

  Load(Stack stack, int callers) {
    this.stack = stack;
    this.cloud = Erp.siteAtTheCloud(stack, Stack.EAST);
    cloud.authenticate();
    for (var caller = 0; caller < callers; caller++) {
      this.callers.execute(() -> repeat(this::send));
    }
    this.callers.execute(() -> repeat(this::push));
  }

  /** Waits for further answers to messages and to events. */
  void awaitAnswers(int more, Duration limit) {
    var messages = answered.size() + more;
    var events = acknowledged.get() + more;
    await().atMost(limit).until(() -> answered.size() >= messages && acknowledged.get() >= events);
  }

  /** Paths of the messages whose callers were told that they are stored. */
  List<String> answered() {
    return List.copyOf(answered);
  }

  /** Paths of the messages whose callers were told to come again, or got no answer. */
  List<String> turnedAway() {
    return List.copyOf(turnedAway);
  }

  /** Answers of any other kind. */
  List<String> surprises() {
    return List.copyOf(surprises);
  }

  /** Waits until the last caller has its answer. */
  @Override
  public void close() {
    goesOn = false;
    callers.close();
  }

  private void repeat(Runnable call) {
    while (goesOn) {
      try {
        call.run();
      } catch (RuntimeException e) {
        surprises.add(e.toString());
      }
    }
  }

  private void send() {
    var path = "/api/v1/messages/" + UUID.randomUUID();
    try {
      var page = cloud.put(path, Messages.text(Somebody.EAST_CORP, Somebody.WANG_FANG, path));
      if (page.status() == 503) {
        turnAway(path);
      } else if (page.status() == 202) {
        answered.add(path);
        awaitSent(path);
      } else {
        surprises.add(page.status() + " " + page.body());
      }
    } catch (WalkException e) {
      turnAway(path);
    }
  }

  /** The next one follows when this one has gone out: nobody can send faster than the cloud may. */
  private void awaitSent(String path) {
    await()
        .atMost(PATIENCE)
        .ignoreException(WalkException.class)
        .until(() -> !goesOn || !isQueued(cloud.get(path)));
  }

  private static boolean isQueued(Page answer) {
    return answer.status() != 200 || answer.json().path("state").asText().equals("queued");
  }

  /** The caller comes again when there is somebody to call. */
  private void turnAway(String path) {
    turnedAway.add(path);
    await().atMost(PATIENCE).until(() -> !goesOn || stack.cloud().ready());
  }

  private void push() {
    var app = stack.sandbox().world().suites().getFirst().appId();
    var pusher = stack.sandbox().pusher();
    var attempt = pusher.post(pusher.seal(app, "{\"EventType\":\"check_url\"}"));
    if (attempt.acknowledged()) {
      acknowledged.incrementAndGet();
    } else if (attempt.status() >= 400 && attempt.status() != 503) {
      surprises.add("event: " + attempt);
    } else {
      await().atMost(PATIENCE).until(() -> !goesOn || stack.cloud().ready());
    }
  }
}
