package io.dinggate.local.login;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How often one address may make the cloud do something about a sign-in that nobody has begun here:
 * codes of DingTalk's client, and login tickets without their login. Counted by this process alone.
 * Thread-safe.
 */
@Singleton
class LoginAttempts {

  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int ADDRESSES = 100_000;

  private final LoadingCache<String, Bucket> buckets;
  private final LoginHashes hashes;

  LoginAttempts(LoginConfig config, LoginHashes hashes, Clock clock) {
    this.hashes = hashes;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(ADDRESSES)
            .expireAfterAccess(PERIOD.multipliedBy(2))
            .build(_ -> bucket(config.attemptsPerAddress(), new ClockMeter(clock)));
  }

  /** Whether the address may make one more attempt now. */
  boolean spend(String address) {
    return buckets.get(hashes.address(address)).tryConsume(1);
  }

  private static Bucket bucket(int perMinute, TimeMeter meter) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
        .withCustomTimePrecision(meter)
        .build();
  }

  private record ClockMeter(Clock clock) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
