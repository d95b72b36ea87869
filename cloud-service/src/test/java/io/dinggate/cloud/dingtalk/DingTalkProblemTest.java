package io.dinggate.cloud.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DingTalkProblemTest {

  private static Stream<Arguments> problems() {
    var wait = Duration.ofSeconds(7);
    return Stream.of(
        Arguments.of(new DingTalkFailure.TokenRejected("40014"), ErrorCode.DINGTALK_REJECTED),
        Arguments.of(
            new DingTalkFailure.CredentialsRejected("40088"),
            ErrorCode.DINGTALK_CREDENTIALS_REJECTED),
        Arguments.of(
            new DingTalkFailure.SuiteTicketRejected("40085"), ErrorCode.SUITE_TICKET_MISSING),
        Arguments.of(new DingTalkFailure.CorpNotAuthorized("41030"), ErrorCode.CORP_NOT_AUTHORIZED),
        Arguments.of(new DingTalkFailure.WrongCorp("40013"), ErrorCode.DINGTALK_REJECTED),
        Arguments.of(
            new DingTalkFailure.PermissionMissing("qyapi"), ErrorCode.DINGTALK_PERMISSION_MISSING),
        Arguments.of(new DingTalkFailure.IpNotListed("1.2.3.4"), ErrorCode.DINGTALK_IP_NOT_LISTED),
        Arguments.of(new DingTalkFailure.OutOfScope("50002"), ErrorCode.USER_NOT_VISIBLE),
        Arguments.of(new DingTalkFailure.NotFound("60121"), ErrorCode.USER_NOT_FOUND),
        Arguments.of(new DingTalkFailure.AuthCodeRejected("40078"), ErrorCode.AUTH_CODE_INVALID),
        Arguments.of(new DingTalkFailure.Throttled(wait), ErrorCode.DINGTALK_THROTTLED),
        Arguments.of(new DingTalkFailure.QuotaExhausted("90020"), ErrorCode.DINGTALK_THROTTLED),
        Arguments.of(new DingTalkFailure.Banned(wait), ErrorCode.DINGTALK_THROTTLED),
        Arguments.of(new DingTalkFailure.ContentRejected("1"), ErrorCode.CONTENT_NOT_SUPPORTED),
        Arguments.of(new DingTalkFailure.BadRequest("22"), ErrorCode.DINGTALK_REJECTED),
        Arguments.of(new DingTalkFailure.Unavailable("-1"), ErrorCode.DINGTALK_UNAVAILABLE),
        Arguments.of(new DingTalkFailure.NoAnswer(true), ErrorCode.DINGTALK_UNAVAILABLE));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void failureBecomesAProblemWithItsOwnCode(DingTalkFailure failure, ErrorCode code) {
    var problem = new DingTalkException("call", failure).toProblem();

    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.detail()).isNotBlank();
  }

  @Test
  void everyFailureHasARow() {
    assertThat(problems().<Class<?>>map(row -> row.get()[0].getClass()))
        .containsExactlyInAnyOrder(DingTalkFailure.class.getPermittedSubclasses());
  }

  @Test
  void detailNamesWhatIsMissing() {
    assertThat(problem(new DingTalkFailure.PermissionMissing("qyapi_get_member")).detail())
        .contains("qyapi_get_member");
    assertThat(problem(new DingTalkFailure.IpNotListed("1.2.3.4")).detail()).contains("1.2.3.4");
    assertThat(problem(new DingTalkFailure.BadRequest("40035")).detail()).contains("40035");
    assertThat(problem(new DingTalkFailure.ContentRejected("885001")).detail())
        .contains("885001", "template");
    assertThat(problem(new DingTalkFailure.ContentRejected("41049")).detail())
        .contains("41049", "words");
  }

  @Test
  void waitIsPassedOn() {
    var wait = Duration.ofSeconds(7);

    assertThat(problem(new DingTalkFailure.Throttled(wait)).retryAfter()).isEqualTo(wait);
    assertThat(problem(new DingTalkFailure.Banned(wait)).retryAfter()).isEqualTo(wait);
  }

  private static ApiException problem(DingTalkFailure failure) {
    return new DingTalkException("call", failure).toProblem();
  }
}
