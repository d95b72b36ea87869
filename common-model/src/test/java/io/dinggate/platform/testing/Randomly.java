package io.dinggate.platform.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Random choices that a run can repeat: {@code -Dverify.seed=N}, which every run prints, for the
 * tests of all parts of DingGate.
 */
public final class Randomly {

  private static final long SEED = Long.getLong("verify.seed", System.nanoTime() % 1_000_000);

  private static final Map<String, RandomGenerator> GENERATORS = new ConcurrentHashMap<>();

  private Randomly() {}

  /** The generator for this purpose; it gives the same numbers for the same seed. */
  public static RandomGenerator forPurpose(String purpose) {
    return GENERATORS.computeIfAbsent(purpose, Randomly::generator);
  }

  /** One number of the range, both ends included. */
  public static int between(String purpose, int least, int most) {
    return forPurpose(purpose).nextInt(least, most + 1);
  }

  private static RandomGenerator generator(String purpose) {
    System.out.printf("[seed] %s = %d%n", purpose, SEED);
    return RandomGeneratorFactory.of("L64X128MixRandom").create(SEED ^ purpose.hashCode());
  }

  /** How often to repeat: more with {@code -Dverify.full=true}. */
  public static int count(String what, int usual, int full) {
    var count = Boolean.getBoolean("verify.full") ? full : usual;
    System.out.printf("[count] %s: %,d of %,d%n", what, count, full);
    return count;
  }
}
