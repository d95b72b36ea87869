package io.dinggate.sandbox;

import static io.dinggate.sandbox.DemoWorld.EAST;
import static io.dinggate.sandbox.DemoWorld.SUITE_TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String EXCHANGE = "/v1.0/oauth2/userAccessToken";
  private static final String CORP_TOKEN = "/v1.0/oauth2/corpAccessToken";

  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final Calls calls = new Calls(sandbox);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    sandbox.close();
    threads.close();
  }

  @Test
  void codeThatManyOfferAtOnceIsGoodForOne() {
    String code = calls.codeOf(EAST, "wangfang");
    sandbox.faults().hold(EXCHANGE);
    List<CompletableFuture<HttpResponse<String>>> answers = atOnce(20, () -> calls.exchange(code));
    sandbox.faults().awaitHeld(EXCHANGE, 20, PATIENCE);
    sandbox.faults().release(EXCHANGE);

    assertThat(statuses(answers)).containsOnlyOnce(200).hasSize(20);
  }

  @Test
  void twoHundredCallsAreServedAtOnce() {
    sandbox.faults().hold(CORP_TOKEN);
    List<CompletableFuture<HttpResponse<String>>> answers =
        atOnce(200, () -> calls.corpAccessToken(EAST, SUITE_TICKET));
    sandbox.faults().awaitHeld(CORP_TOKEN, 200, PATIENCE);
    sandbox.faults().release(CORP_TOKEN);

    assertThat(statuses(answers)).hasSize(200).containsOnly(200);
    assertThat(sandbox.journal().tokenCalls()).isEqualTo(200);
  }

  private List<CompletableFuture<HttpResponse<String>>> atOnce(
      int count, Supplier<HttpResponse<String>> call) {
    return Stream.generate(() -> CompletableFuture.supplyAsync(call, threads))
        .limit(count)
        .toList();
  }

  private static List<Integer> statuses(List<CompletableFuture<HttpResponse<String>>> answers) {
    return answers.stream().map(answer -> answer.join().statusCode()).toList();
  }
}
