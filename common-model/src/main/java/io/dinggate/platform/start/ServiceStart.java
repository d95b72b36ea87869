package io.dinggate.platform.start;

import io.dinggate.platform.keys.InitCommand;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * What both services do before they serve: with {@code init} as the first argument, write the keys
 * and end; else look at the configuration, and list its faults on standard error with the exit code
 * {@value #NOT_STARTED}.
 */
public final class ServiceStart {

  private static final int NOT_STARTED = 1;

  private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

  /**
   * How many virtual threads can be in the middle of what no other can take over from them, before
   * all others stand still: a call of SQLite's, a class that is being loaded. Java gives as many as
   * there are processors, in a small container one. Many more than that cost time (ADR 0014).
   */
  private static final int CARRIERS = 4;

  private final String service;
  private final Preflight preflight;
  private final Supplier<SmallRyeConfigBuilder> sources;

  /**
   * The start of one service.
   *
   * @param service its name
   * @param preflight what must be right
   * @param sources makes a builder with the sources that the service reads
   */
  public ServiceStart(
      String service, Preflight preflight, Supplier<SmallRyeConfigBuilder> sources) {
    this.service = service;
    this.preflight = preflight;
    this.sources = sources;
  }

  /**
   * Ends the process, or returns when the service may start.
   *
   * @param arguments of the process
   */
  public void prepare(String... arguments) {
    giveVirtualThreadsRoom(); // before the first of them
    if (arguments.length > 0 && arguments[0].equals("init")) {
      System.exit(InitCommand.run(Arrays.copyOfRange(arguments, 1, arguments.length)));
    }
    var faults = preflight.faults(sources, System.getenv().keySet());
    if (!faults.isEmpty()) {
      System.err.println("The " + service + " cannot start:");
      faults.forEach(fault -> System.err.println("  " + fault));
      System.exit(NOT_STARTED);
    }
    // Quarkus would refuse broken addresses without a word; platform.BrokenAddresses explains them.
    System.setProperty("vertx.disableURIValidation", "true");
    CarrierWatch.begin();
  }

  /** An operator's own word counts. */
  private static void giveVirtualThreadsRoom() {
    if (System.getProperty(PARALLELISM) == null) {
      var carriers = Math.max(CARRIERS, Runtime.getRuntime().availableProcessors());
      System.setProperty(PARALLELISM, Integer.toString(carriers));
    }
  }
}
