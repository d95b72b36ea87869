package io.dinggate.cloud.message;

import io.dinggate.cloud.app.AccessTokens;
import io.dinggate.cloud.dingtalk.PlannedCall;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.github.bucket4j.Bucket;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks DingTalk about what was sent and to whom something could be sent: no faster than it lets one
 * app ask the same thing of one corp, and within the calls of our address. Thread-safe.
 */
@Singleton
final class Queries {

  /** Who waits longer had better come again. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AccessTokens tokens;
  private final Registry registry;
  private final AddressBudget address;
  private final int perSecond;
  private final ConcurrentMap<Key, Bucket> buckets = new ConcurrentHashMap<>();

  Queries(AccessTokens tokens, Registry registry, AddressBudget address, AfterSendConfig config) {
    this.tokens = tokens;
    this.registry = registry;
    this.address = address;
    this.perSecond = config.queriesPerSecond();
  }

  private record Key(AppId app, CorpId corp, String api) {}

  /**
   * The app of that name.
   *
   * @throws ApiException {@code APP_NOT_ALLOWED} when it is not registered any more
   */
  App app(AppId id) {
    return registry
        .snapshot()
        .app(id)
        .orElseThrow(() -> new ApiException(ErrorCode.APP_NOT_ALLOWED));
  }

  /** Asks, as soon as it may, of an API that DingTalk exempts from the calls of the month. */
  <T extends @Nullable Object> T ask(
      App app, CorpId corp, String api, Function<String, T> question) {
    return ask(app, corp, api, PATIENCE, question);
  }

  /**
   * Asks, as soon as it may.
   *
   * @param api names what is asked
   * @param patience how long this may wait before it asks
   * @throws ApiException {@code OVERLOADED} when that takes longer, or as {@link AccessTokens#call}
   * @throws io.dinggate.cloud.dingtalk.DingTalkException as {@link AccessTokens#call}
   */
  <T extends @Nullable Object> T ask(
      App app, CorpId corp, String api, Duration patience, Function<String, T> question) {
    var planned = planned(app, corp, api, patience);
    return tokens.call(app, corp, token -> planned.make(() -> question.apply(token)));
  }

  /** As the others, of an API that DingTalk counts towards the corp's month. */
  <T extends @Nullable Object> T askCounted(
      App app, CorpId corp, String api, Function<String, T> question) {
    var planned = planned(app, corp, api, PATIENCE);
    return tokens.countedCall(app, corp, token -> planned.make(() -> question.apply(token)));
  }

  private PlannedCall planned(App app, CorpId corp, String api, Duration patience) {
    var bucket = buckets.computeIfAbsent(new Key(app.id(), corp, api), _ -> bucket());
    var end = System.nanoTime() + patience.toNanos();
    if (!patience.isPositive()
        || !bucket.asBlocking().tryConsumeUninterruptibly(1, patience)
        || !address.takeQuery(until(end))) {
      throw new ApiException(
          ErrorCode.OVERLOADED, "Too much is asked of DingTalk.", List.of(), PATIENCE, null);
    }
    return new PlannedCall();
  }

  /** A bucket wants some patience. */
  private static Duration until(long end) {
    return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
        .build();
  }
}
