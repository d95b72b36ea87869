package io.dinggate.platform.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.ObjectName;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.junit.jupiter.api.Test;

class CarrierWatchTest {

  private static final CountDownLatch MAY_GO_ON = new CountDownLatch(1);

  private final AtomicInteger ends = new AtomicInteger();
  private final Carriers carriers = new Carriers(16);
  private final Queue<Runnable> waiting = new ArrayDeque<>();

  /** All carriers wait for a class, and the class for a virtual thread that has none. */
  @Test
  void virtualThreadsThatStandStillRunAgainWithMoreCarriers() throws InterruptedException {
    var scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    var before = scheduler.getParallelism();
    try {
      var arrived = new AtomicInteger();
      for (var carrier = 0; carrier < before; carrier++) {
        Thread.startVirtualThread(
            () -> {
              arrived.incrementAndGet();
              Slow.touch();
            });
      }
      await().until(() -> arrived.get() == before);
      var helper = Thread.startVirtualThread(MAY_GO_ON::countDown);
      var watch =
          new CarrierWatch(CarrierWatch::startFromNewThread, scheduler, ends::incrementAndGet);

      look(watch, 2); // gives the first task, and finds it not run
      assertThat(scheduler.getParallelism()).isEqualTo(before);
      assertThat(MAY_GO_ON.getCount()).as("the helper has no carrier").isOne();

      await()
          .until(
              () -> {
                watch.look();
                return helper.join(Duration.ofMillis(200));
              });
      assertThat(scheduler.getParallelism()).isGreaterThan(before);
      assertThat(ends).hasValue(0);
    } finally {
      MAY_GO_ON.countDown();
      scheduler.setParallelism(before);
    }
  }

  @Test
  void nothingChangesWhileVirtualThreadsRun() {
    var watch = new CarrierWatch(Runnable::run, carriers, ends::incrementAndGet);

    look(watch, 100);

    assertThat(carriers.getParallelism()).isEqualTo(16);
    assertThat(ends).hasValue(0);
  }

  /** As when the process was stopped, or had no processor. */
  @Test
  void lateRunIsNotStandingStill() {
    var watch = new CarrierWatch(waiting::add, carriers, ends::incrementAndGet);

    for (var stop = 0; stop < 100; stop++) {
      look(watch, 2);
      waiting.remove().run();
    }

    assertThat(carriers.getParallelism()).isEqualTo(16);
    assertThat(ends).hasValue(0);
  }

  @Test
  void processIsEndedWhenCarriersDoNotHelp() {
    var watch = new CarrierWatch(waiting::add, carriers, ends::incrementAndGet);

    look(watch, 12);
    assertThat(carriers.getParallelism()).as("as many as there may be").isEqualTo(256);
    assertThat(ends).hasValue(0);

    watch.look();
    assertThat(ends).hasValue(1);
  }

  @Test
  void standingStillIsCountedAnewAfterSomethingRan() {
    var watch = new CarrierWatch(waiting::add, carriers, ends::incrementAndGet);

    look(watch, 12);
    waiting.remove().run();
    look(watch, 12);

    assertThat(ends).hasValue(0);
  }

  private static void look(CarrierWatch watch, int times) {
    for (var time = 0; time < times; time++) {
      watch.look();
    }
  }

  /** A class whose initialisation waits; whoever waits for it holds a carrier. */
  private static final class Slow {
    static {
      try {
        MAY_GO_ON.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void touch() {}
  }

  private static final class Carriers implements VirtualThreadSchedulerMXBean {

    private int parallelism;

    private Carriers(int parallelism) {
      this.parallelism = parallelism;
    }

    @Override
    public int getParallelism() {
      return parallelism;
    }

    @Override
    public void setParallelism(int size) {
      parallelism = size;
    }

    @Override
    public int getPoolSize() {
      return parallelism;
    }

    @Override
    public int getMountedVirtualThreadCount() {
      return parallelism;
    }

    @Override
    public long getQueuedVirtualThreadCount() {
      return 1;
    }

    @Override
    public ObjectName getObjectName() {
      throw new UnsupportedOperationException("not asked for");
    }
  }
}
