package io.dinggate.cloud.directory;

import io.dinggate.cloud.app.AccessTokens;
import io.dinggate.cloud.dingtalk.AddressCalls;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.PlannedCall;
import io.dinggate.cloud.registry.App;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.github.bucket4j.Bucket;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * Asks DingTalk about a corp, evenly and never faster than is configured for one app, corp and API,
 * and within the calls of our address: whoever is too early waits. Thread-safe.
 */
@Singleton
final class DirectoryCalls {

  /** Who waits longer had better come again: with the call itself a site waits for 20 seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AccessTokens tokens;
  private final AddressCalls address;
  private final int perSecond;
  private final Duration patience;
  private final ConcurrentMap<Key, Bucket> buckets = new ConcurrentHashMap<>();

  @Inject
  DirectoryCalls(AccessTokens tokens, AddressCalls address, DirectoryConfig config) {
    this(tokens, address, config, PATIENCE);
  }

  DirectoryCalls(
      AccessTokens tokens, AddressCalls address, DirectoryConfig config, Duration patience) {
    this.tokens = tokens;
    this.address = address;
    this.perSecond = config.callsPerSecond();
    this.patience = patience;
  }

  private record Key(AppId app, CorpId corp, String api) {}

  /**
   * Asks, as soon as it may.
   *
   * @param api names what is asked
   * @throws ApiException what DingTalk, or the want of a token, refuses it with; {@code OVERLOADED}
   *     when too many ask the same
   */
  <T> T ask(App app, CorpId corp, String api, Function<String, T> question) {
    return ask(app, corp, api, question, DingTalkException::toProblem);
  }

  /** As the other one, with other words for DingTalk's refusal. */
  <T> T ask(
      App app,
      CorpId corp,
      String api,
      Function<String, T> question,
      Function<DingTalkException, ApiException> words) {
    try {
      return tokens.call(
          app,
          corp,
          token -> {
            await(new Key(app.id(), corp, api));
            return new PlannedCall().make(() -> question.apply(token));
          });
    } catch (DingTalkException e) {
      throw words.apply(e);
    }
  }

  private void await(Key key) {
    var own = buckets.computeIfAbsent(key, _ -> evenly());
    var end = System.nanoTime() + patience.toNanos();
    if (!own.asBlocking().tryConsumeUninterruptibly(1, patience)
        || !address.takeQuery(until(end))) {
      throw new ApiException(
          ErrorCode.OVERLOADED, "Too much is asked of DingTalk.", List.of(), patience, null);
    }
  }

  /** A bucket wants some patience. */
  private static Duration until(long end) {
    return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
  }

  /** With room for one alone there is no second in which more than that many are let through. */
  private Bucket evenly() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(1).refillGreedy(perSecond, SECOND))
        .build();
  }
}
