package io.dinggate.cloud.directory;

import static io.dinggate.cloud.site.Sites.EAST;
import static io.dinggate.cloud.site.Sites.NORTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.cloud.app.AccessTokens;
import io.dinggate.cloud.dingtalk.AddressCalls;
import io.dinggate.cloud.dingtalk.PlannedCall;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.site.Sites;
import io.dinggate.model.CorpId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DirectoryCallsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final AddressCalls FREE = _ -> true;
  private static final App SUITE = Sites.suite();

  /** Hands out one token for ever. */
  private static final AccessTokens TOKENS =
      new AccessTokens() {
        @Override
        public <T> T call(App app, CorpId corp, Function<String, T> use) {
          return use.apply("token");
        }
      };

  @Test
  void noSecondHasMoreCallsThanConfigured() throws Exception {
    var calls = new DirectoryCalls(TOKENS, FREE, () -> 10, PATIENCE);
    var times = new ArrayList<Long>();
    Callable<String> call =
        () ->
            calls.ask(
                SUITE,
                EAST,
                "user/list",
                _ -> {
                  synchronized (times) {
                    times.add(System.nanoTime());
                  }
                  return "";
                });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(IntStream.range(0, 25).mapToObj(_ -> call).toList());
    }

    var sorted = times.stream().sorted().toList();
    assertThat(sorted).hasSize(25);
    for (var i = 0; i + 10 < sorted.size(); i++) {
      // a call may be late by itself, so that the next one is nearer
      assertThat(sorted.get(i + 10) - sorted.get(i)).isGreaterThan(700_000_000L);
    }
  }

  @Test
  void otherCorpsAndOtherQuestionsHaveTheirOwn() {
    var calls = new DirectoryCalls(TOKENS, FREE, () -> 1, Duration.ofMillis(1));

    assertThat(ask(calls, EAST, "user/list")).isEqualTo("token");
    assertThat(ask(calls, NORTH, "user/list")).isEqualTo("token");
    assertThat(ask(calls, EAST, "user/get")).isEqualTo("token");
    for (var corp : List.of(EAST, NORTH)) {
      assertThatThrownBy(() -> ask(calls, corp, "user/list"))
          .isInstanceOfSatisfying(
              ApiException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED);
                assertThat(e.retryAfter()).isNotNull();
              });
    }
  }

  @Test
  void addressHasTheLastWord() {
    var calls = new DirectoryCalls(TOKENS, _ -> false, () -> 10, PATIENCE);

    assertThatThrownBy(() -> ask(calls, EAST, "user/list"))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
  }

  @Test
  void everyCallIsAPlannedOne() {
    AccessTokens twice =
        new AccessTokens() {
          @Override
          public <T> T call(App app, CorpId corp, Function<String, T> use) {
            var _ = use.apply("rejected");
            return use.apply("token");
          }
        };
    var calls = new DirectoryCalls(twice, FREE, () -> 10, PATIENCE);
    var planned = new ArrayList<Boolean>();
    calls.ask(SUITE, EAST, "user/list", _ -> planned.add(PlannedCall.takePlanned()));

    assertThat(planned).containsExactly(true, true);
  }

  private static String ask(DirectoryCalls calls, CorpId corp, String api) {
    return calls.ask(SUITE, corp, api, token -> token);
  }
}
