package io.dinggate.platform.start;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Executor;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that virtual threads run. They stand still, all of them, when each of their carriers
 * is held by one that waits for what another virtual thread has to do; waiting for a class that is
 * being initialised holds a carrier (JEP 491, under "Future Work"). More carriers let the other one
 * run. If even they do not help, the process is ended, for its supervisor to start it again: what
 * it had in hand is as after a kill -9.
 *
 * <p>A first task is given to a virtual thread; each look at it that finds it not run counts. A
 * process that was stopped or had no processor for a while finds one such look, not many.
 */
final class CarrierWatch {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

  /** Looks that find nothing run before there are more carriers: 5 to 10 s. */
  private static final int SLOW = 2;

  /** Looks that find nothing run before the end: a minute. */
  private static final int STUCK = 12;

  /** What the scheduler can have at most, 256 threads unless an operator says otherwise. */
  private static final int MOST_CARRIERS =
      Integer.getInteger("jdk.virtualThreadScheduler.maxPoolSize", 256);

  /**
   * The scheduler takes one more carrier, where it may, when a queue of its that was empty gets a
   * virtual thread. Which queue it is depends on the thread that starts it.
   */
  private static final int ATTEMPTS = 8;

  private static final int EXIT_CODE = 70; // EX_SOFTWARE of sysexits.h

  private final Executor virtualThreads;
  private final VirtualThreadSchedulerMXBean scheduler;
  private final Runnable end;

  private volatile boolean run = true;
  private int missed;

  /**
   * A watch over one scheduler.
   *
   * @param virtualThreads starts a virtual thread for each task
   * @param scheduler the one that runs them
   * @param end ends the process
   */
  CarrierWatch(Executor virtualThreads, VirtualThreadSchedulerMXBean scheduler, Runnable end) {
    this.virtualThreads = virtualThreads;
    this.scheduler = scheduler;
    this.end = end;
  }

  /**
   * Watches this process from now on, on a platform thread; a virtual machine without the means is
   * not watched.
   */
  static void begin() {
    VirtualThreadSchedulerMXBean scheduler;
    try {
      scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    } catch (IllegalArgumentException e) { // not a HotSpot
      return;
    }
    if (scheduler == null) {
      return;
    }
    var watch =
        new CarrierWatch(
            CarrierWatch::startFromNewThread,
            scheduler,
            () -> Runtime.getRuntime().halt(EXIT_CODE));
    Thread.ofPlatform().daemon().name("carrier-watch").start(watch::watch);
  }

  /** Starts a virtual thread, each time by way of another queue of the scheduler's. */
  static void startFromNewThread(Runnable task) {
    Thread.ofPlatform()
        .daemon()
        .name("carrier-watch-start")
        .start(() -> Thread.startVirtualThread(task));
  }

  private void watch() {
    try {
      while (true) {
        look();
        Thread.sleep(BETWEEN_LOOKS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once. */
  void look() {
    if (run) {
      missed = 0;
      run = false;
      give();
      return;
    }
    missed++;
    if (missed >= STUCK) {
      say(
          () ->
              Log.LOGGER.error(
                  "no virtual thread has run for {} looks: the process ends itself; {}",
                  missed,
                  standing()));
      end.run();
    } else if (missed >= SLOW) {
      giveMoreCarriers();
    }
  }

  private void give() {
    virtualThreads.execute(() -> run = true);
  }

  private void giveMoreCarriers() {
    var before = scheduler.getParallelism();
    var more = Math.min(2 * before, MOST_CARRIERS);
    if (more > before) {
      scheduler.setParallelism(more);
    }
    for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
      give();
    }
    if (missed == SLOW) {
      say(
          () ->
              Log.LOGGER.warn(
                  "no virtual thread has run for {} looks: {} carriers instead of {}; {}; threads: {}",
                  SLOW,
                  more,
                  before,
                  standing(),
                  threads()));
    }
  }

  /** Waits for the log not longer than it should take: what stands still may hold its lock. */
  private static void say(Runnable words) {
    try {
      Thread.ofPlatform().daemon().name("carrier-watch-log").start(words).join(BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells a scheduler whose carriers are all held from one that does not take up its work. */
  private String standing() {
    return "%d carriers are there, %d have a virtual thread, %d virtual threads wait for one"
        .formatted(
            scheduler.getPoolSize(),
            scheduler.getMountedVirtualThreadCount(),
            scheduler.getQueuedVirtualThreadCount());
  }

  private static String threads() {
    try {
      var directory = Files.createTempDirectory("dinggate-threads");
      var file = directory.resolve("threads.json");
      try {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
        return Files.readString(file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(directory);
      }
    } catch (IOException e) {
      return "unknown, " + e;
    }
  }

  /** Made when it is needed: the watch begins before the log does. */
  private static final class Log {
    private static final Logger LOGGER = LoggerFactory.getLogger(CarrierWatch.class);
  }
}
