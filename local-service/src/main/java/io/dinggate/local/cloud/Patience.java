package io.dinggate.local.cloud;

import io.dinggate.model.problem.ApiException;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Waits for work with the cloud no longer than a person should, where there is an answer without
 * it. The work goes on by itself, and what it does counts however late it is. Safe for concurrent
 * use.
 */
@ApplicationScoped
public class Patience {

  private static final Logger LOG = Logger.getLogger(Patience.class);
  private static final long MILLIS = 1000;

  private final ExecutorService threads;

  Patience(@VirtualThreads ExecutorService threads) {
    this.threads = threads;
  }

  /**
   * What {@code work} answers within a second; empty when it takes longer or fails, which is logged
   * and never thrown.
   *
   * @param what it is, for the log
   */
  public <T> Optional<T> await(String what, Callable<T> work) {
    try {
      return threads.submit(() -> run(what, work)).get(MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      LOG.infof("%s: takes long, goes on by itself", what);
    } catch (ExecutionException | RejectedExecutionException e) {
      LOG.warnf(e, "%s: failed", what);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private static <T> Optional<T> run(String what, Callable<T> work) {
    try {
      return Optional.of(work.call());
    } catch (ApiException e) {
      LOG.debugf("%s: %s", what, e.getMessage());
    } catch (Exception e) {
      LOG.warnf(e, "%s: failed", what);
    }
    return Optional.empty();
  }
}
