package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.e2e.walk.Browser;
import io.dinggate.sandbox.Limits;
import io.dinggate.sandbox.Limits.BanAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * DingTalk shuts our address out: nobody calls until that is over, health says so, and nothing is
 * lost meanwhile. The five minutes are seconds here, by configuration.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BanIT {

  private static final int MESSAGES = 20;
  private static final Duration PAUSE = Duration.ofSeconds(6);
  private static final Duration BAN = Duration.ofSeconds(4);
  private static final Duration SOON = Duration.ofSeconds(30);

  private Stack stack;
  private ApiClient erp;

  @BeforeAll
  void start() {
    stack =
        Stack.builder()
            .home(Path.of("../.."))
            .directory(Path.of("target/stack-ban"))
            .cloudSetting("dinggate.dingtalk.ban-pause", PAUSE.toString())
            .start();
    erp = Erp.of(stack, Stack.EAST);
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  @ParameterizedTest
  @EnumSource(BanAnswer.class)
  void nobodyCallsWhileTheAddressIsBannedAndEverythingGoesOutAfterwards(BanAnswer answer) {
    send(newPath()); // with the token that the others will use
    stack
        .sandbox()
        .limits(
            Limits.documented().changed("{\"traffic\":{\"banAnswer\":\"%s\"}}".formatted(answer)));
    var refused = stack.sandbox().gateway().refusedByBan();
    assertThat(health()).contains("\"status\": \"UP\"").doesNotContain("banned");

    stack.sandbox().gateway().ban(BAN);
    var first = newPath();
    accept(first);
    await().atMost(SOON).until(() -> stack.sandbox().gateway().refusedByBan() > refused);
    var sends = stack.sandbox().journal().sendCalls();
    var paths = Stream.generate(BanIT::newPath).limit(MESSAGES).toList();
    paths.forEach(this::accept);

    assertThat(health()).as("health while it lasts").contains("banned");
    assertThat(stack.sandbox().journal().sendCalls()).as("calls while it lasts").isEqualTo(sends);
    Messages.awaitAtDingTalk(() -> erp.get(first));
    paths.forEach(path -> Messages.awaitAtDingTalk(() -> erp.get(path)));
    assertThat(stack.sandbox().gateway().refusedByBan())
        .as("calls that DingTalk refused")
        .isEqualTo(refused + 1);
    assertThat(stack.sandbox().messages())
        .extracting(message -> message.body().toString())
        .doesNotHaveDuplicates();
    assertThat(health()).doesNotContain("banned");
  }

  private void send(String path) {
    accept(path);
    Messages.awaitAtDingTalk(() -> erp.get(path));
  }

  private void accept(String path) {
    erp.put(path, Messages.text(Somebody.EAST_CORP, Somebody.WANG_FANG, path)).expect(202);
  }

  private static String newPath() {
    return Messages.newPath();
  }

  private String health() {
    return new Browser().open(stack.cloud().management().resolve("/q/health")).body();
  }
}
