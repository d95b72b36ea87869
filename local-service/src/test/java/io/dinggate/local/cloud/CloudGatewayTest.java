package io.dinggate.local.cloud;

import static io.dinggate.local.testing.People.ANNA;
import static io.dinggate.local.testing.People.refOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.dinggate.local.cloud.CloudCall.Answered;
import io.dinggate.local.cloud.CloudCall.NoAnswer;
import io.dinggate.local.cloud.CloudCall.NotSent;
import io.dinggate.local.cloud.CloudCall.Refused;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.FakeCloud.Fault;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.model.MessageId;
import io.dinggate.model.login.StartLogin;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.message.TextContent;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.testing.DeafServer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@LocalServiceTest
class CloudGatewayTest {

  private static final SendMessage HELLO =
      new SendMessage(List.of(refOf(ANNA)), new TextContent("hello"), null);

  @Inject CloudGateway gateway;
  @Inject FakeCloud cloud;
  @Inject @Readiness CloudHealth health;

  @BeforeEach
  void reset() {
    cloud.reset();
    cloud.directory.put(People.inDirectory(ANNA));
  }

  @Test
  void theCloudAnswersInTheTypesOfTheContract() {
    assertThat(gateway.user(refOf(ANNA), null)).isEqualTo(People.inDirectory(ANNA));
    assertThat(send("m-1")).isInstanceOf(Answered.class);
  }

  @Test
  void corpsAreReadPageByPage() {
    cloud.directory.pageBy(3);
    assertThat(gateway.corps().items())
        .extracting(corp -> corp.corp())
        .contains(People.CORP, People.OTHER_CORP)
        .hasSize(4);
    assertThat(cloud.count("corps")).isEqualTo(2);
  }

  @Test
  void oneAccessTokenServesManyCalls() {
    gateway.corps();
    cloud.reset();
    gateway.corps();
    gateway.startLogin(new StartLogin("c".repeat(43), URI.create("http://a/r"), null, null, null));
    send("m-0");
    assertThat(cloud.count("token")).isZero();
  }

  @Test
  void aTokenThatTheCloudForgotIsReplacedOnce() {
    gateway.corps();
    cloud.forgetTokens();
    cloud.reset();
    assertThat(gateway.corps().items()).isNotEmpty();
    assertThat(cloud.calls())
        .extracting(FakeCloud.Call::operation)
        .containsExactly("corps", "token", "corps");
  }

  @Test
  void aSiteThatTheCloudDoesNotAcceptIsTheOperatorsTroubleNotTheCallers() {
    cloud.refuse("corps", ErrorCode.UNAUTHENTICATED, null);
    assertUnavailable(gateway::corps);
    assertThat(cloud.count("corps")).isEqualTo(2);
    cloud.refuse("corps", ErrorCode.FORBIDDEN, "lacks a scope");
    assertUnavailable(gateway::corps);
  }

  @Test
  void whatTheCloudRefusesReachesTheCallerAsItWasSaid() {
    cloud.refuse("user", ErrorCode.DINGTALK_PERMISSION_MISSING, "needs qyapi_get_member");
    assertThatThrownBy(() -> gateway.user(refOf(ANNA), null))
        .isInstanceOfSatisfying(
            ApiException.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(ErrorCode.DINGTALK_PERMISSION_MISSING);
              assertThat(problem.detail()).isEqualTo("needs qyapi_get_member");
            });
  }

  @Test
  void refusalsOfTheCloudNeverOpenTheCircuit() {
    cloud.refuse("user", ErrorCode.DINGTALK_UNAVAILABLE, "down");
    for (var i = 0; i < 30; i++) {
      assertThatThrownBy(() -> gateway.user(refOf(ANNA), null))
          .isInstanceOfSatisfying(
              ApiException.class,
              problem -> assertThat(problem.code()).isEqualTo(ErrorCode.DINGTALK_UNAVAILABLE));
    }
  }

  @Test
  void refusalsThatOnlyANewerVersionKnowsAreRefusalsAndNeverOpenTheCircuit() {
    cloud.answer("send", 422, problem("urn:dinggate:problem:of-tomorrow"));
    for (var i = 0; i < 30; i++) {
      assertThat(send("m-9"))
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> assertThat(refused.problem().detail()).contains("version does not know"));
    }
    assertThat(gateway.corps().items()).isNotEmpty();
  }

  @Test
  void failuresThatOnlyANewerVersionKnowsLeaveAMessageUnsettledAndNeverOpenTheCircuit() {
    cloud.answer("send", 503, problem("urn:dinggate:problem:of-tomorrow"));
    for (var i = 0; i < 30; i++) {
      assertThat(send("m-9")).isInstanceOf(NoAnswer.class);
    }
    assertThat(gateway.corps().items()).isNotEmpty();
  }

  @Test
  void problemsOfSomethingElseOpenTheCircuit() {
    cloud.answer("user", 502, problem("about:blank"));
    for (var i = 0; i < 10; i++) {
      assertUnavailable(() -> gateway.user(refOf(ANNA), null));
    }
    assertUnavailable(gateway::corps);
    assertWarning("answers come that are not the cloud's");
  }

  @Test
  void aRefusedMessageIsRefused() {
    cloud.refuse("send", ErrorCode.CORP_NOT_ALLOWED, "not yours");
    assertThat(send("m-2"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.problem().code()).isEqualTo(ErrorCode.CORP_NOT_ALLOWED));
  }

  @Test
  void withoutAConnectionAMessageWasCertainlyNotSent() {
    cloud.goAway();
    assertThat(send("m-3")).isInstanceOf(NotSent.class);
  }

  @Test
  void connectionsThatNeverComeAboutEndWithTheDeadline() throws IOException {
    gateway.corps();
    cloud.goAway();
    try (var _ = DeafServer.start(URI.create(cloud.url()).getPort())) {
      assertThat(send("m-8")).isInstanceOf(NotSent.class);
      assertWarning("exceed dinggate.cloud.connect-timeout");
    }
  }

  @Test
  void healthWarnsWhileCallsFailAndSaysWhy() {
    gateway.corps();
    assertThat(health.call().getData()).isEmpty();
    cloud.failNext("corps", Fault.HANG);
    assertUnavailable(gateway::corps);
    assertWarning("no answer within dinggate.cloud.read-timeout");
    cloud.failNext("corps", Fault.BAD_GATEWAY);
    assertUnavailable(gateway::corps);
    assertWarning("answers come that are not the cloud's");
    cloud.refuse("corps", ErrorCode.DINGTALK_UNAVAILABLE, "down");
    assertThatThrownBy(gateway::corps).isInstanceOf(ApiException.class);
    assertThat(health.call().getData()).isEmpty();
    assertThat(health.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
  }

  @Test
  void aTokenRequestWithoutAnAnswerStopsNobodyForLong() {
    cloud.forgetTokens();
    cloud.failNext("token", Fault.HANG);
    assertTimeout(Duration.ofSeconds(15), () -> assertUnavailable(gateway::corps));
    assertThat(gateway.corps().items()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void withoutAnAccessTokenAMessageWasCertainlyNotSent(Fault fault) {
    cloud.forgetTokens();
    cloud.failNext("token", fault);
    assertThat(send("m-4")).isInstanceOf(NotSent.class);
    assertThat(cloud.messages.sent()).isEmpty();
    assertThat(send("m-4")).isInstanceOf(Answered.class);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void withoutAnAnswerAMessageMayHaveBeenSent(Fault fault) {
    cloud.failNext("send", fault);
    assertThat(send("m-5"))
        .isInstanceOfSatisfying(
            NoAnswer.class,
            lost -> assertThat(lost.problem().code()).isEqualTo(ErrorCode.CLOUD_UNAVAILABLE));
    assertThat(cloud.messages.sent()).containsKey(new MessageId("m-5"));
    assertThat(cloud.count("send")).isOne();
  }

  @Test
  void aFailureInsideTheCloudLeavesAMessageUnsettled() {
    cloud.refuse("send", ErrorCode.INTERNAL, null);
    assertThat(send("m-6")).isInstanceOf(NoAnswer.class);
  }

  @Test
  void theCircuitOpensWhileTheCloudIsAwayAndClosesWhenItIsBack() {
    gateway.corps();
    cloud.goAway();
    for (var i = 0; i < 10; i++) {
      assertUnavailable(gateway::corps);
    }
    cloud.comeBack();
    assertUnavailable(gateway::corps);
    assertWarning("the cloud cannot be reached: connections are refused");
    await()
        .ignoreExceptionsInstanceOf(ApiException.class)
        .untilAsserted(() -> assertThat(gateway.corps().items()).isNotEmpty());
  }

  /** Whoever forwards them has pauses of its own. */
  @Test
  void messagesDoNotOpenTheCircuitAndFindTheCloudAsSoonAsItIsBack() {
    cloud.goAway();
    for (var i = 0; i < 20; i++) {
      assertThat(send("m-8")).isInstanceOf(NotSent.class);
    }
    assertWarning("the cloud cannot be reached: connections are refused");
    cloud.comeBack();
    assertThat(send("m-8")).isInstanceOf(Answered.class);
  }

  private static String problem(String type) {
    return "{\"type\":\"%s\",\"title\":\"New\",\"status\":418}".formatted(type);
  }

  private CloudCall<MessageStatus> send(String id) {
    return gateway.send(new MessageId(id), HELLO);
  }

  private void assertWarning(String part) {
    assertThat(health.call().getData().orElseThrow())
        .extractingByKey("warning")
        .asString()
        .contains(part);
  }

  private static void assertUnavailable(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ApiException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.CLOUD_UNAVAILABLE));
  }
}
