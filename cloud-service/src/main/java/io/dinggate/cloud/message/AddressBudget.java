package io.dinggate.cloud.message;

import io.dinggate.cloud.dingtalk.AddressCalls;
import io.dinggate.cloud.dingtalk.UnplannedCalls;
import io.github.bucket4j.Bucket;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/**
 * The calls that DingTalk takes from one address in a while, whoever they are for. Sends wait for
 * room; what asks and takes back goes first, at no more than a part of all calls, and what nobody
 * plans, such as a sign-in, waits for nothing: both are paid for by the sends. Thread-safe.
 */
@Singleton
final class AddressBudget implements AddressCalls, UnplannedCalls {

  /** What part of the calls may be made at once. */
  private static final int BURSTS = 500;

  /** What part of the calls may be other than sends. */
  private static final int QUERIES = 4;

  /** What part of the calls is kept for those that come unplanned after the sends were made. */
  private static final int UNPLANNED = 200;

  private final Budget calls;
  private final Bucket queries;

  AddressBudget(MessageConfig config, Clock clock) {
    var limit = config.addressCalls();
    var burst = Math.max(1, limit / BURSTS);
    var others = Math.max(1, limit / QUERIES);
    // Queries that come at once may overdraw the calls by their own burst.
    this.calls =
        new Budget(
            Math.max(1, limit - burst - limit / UNPLANNED),
            config.addressWindow(),
            burst,
            1,
            clock,
            clock.instant());
    this.queries =
        Bucket.builder()
            .addLimit(
                bandwidth ->
                    bandwidth
                        .capacity(burst)
                        .refillGreedy(others, config.addressWindow())
                        .initialTokens(0))
            .build();
  }

  /** How long until a send may be made; zero for now. */
  Duration untilSend() {
    return calls.until(1);
  }

  /** A send is made, by somebody who has asked {@link #untilSend}. */
  void takeSend() {
    calls.take(1);
  }

  @Override
  public boolean takeQuery(Duration patience) {
    if (!queries.asBlocking().tryConsumeUninterruptibly(1, patience)) {
      return false;
    }
    calls.take(1);
    return true;
  }

  @Override
  public void made() {
    calls.take(1);
  }
}
