package io.dinggate.cloud.login;

import static io.dinggate.cloud.site.Sites.EAST;
import static io.dinggate.cloud.site.Sites.FOREIGN;
import static io.dinggate.cloud.site.Sites.NORTH;
import static io.dinggate.model.problem.ErrorCode.APP_NOT_ALLOWED;
import static io.dinggate.model.problem.ErrorCode.AUTH_CODE_INVALID;
import static io.dinggate.model.problem.ErrorCode.CORP_NOT_ALLOWED;
import static io.dinggate.model.problem.ErrorCode.CORP_NOT_CHOSEN;
import static io.dinggate.model.problem.ErrorCode.EXTERNAL_CONTACT;
import static io.dinggate.model.problem.ErrorCode.LOGIN_FAILED;
import static io.dinggate.model.problem.ErrorCode.USER_NOT_IN_CORP;
import static io.dinggate.model.problem.ErrorCode.USER_NOT_VISIBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dinggate.cloud.app.AccessTokens;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.dingtalk.InAppIdentity;
import io.dinggate.cloud.dingtalk.UserDetail;
import io.dinggate.cloud.dingtalk.UserOfUnion;
import io.dinggate.cloud.dingtalk.UserToken;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.cloud.site.Sites;
import io.dinggate.model.CorpId;
import io.dinggate.model.OpenId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import io.dinggate.model.login.LoginUser;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdentificationTest {

  private static final UserId WANG = new UserId("wangfang");
  private static final UnionId WANG_UNION = new UnionId("unWang");

  private final CallingSite site = Sites.east();
  private final ScriptedDingTalk dingTalk = new ScriptedDingTalk();
  private final Identification identification = new Identification(dingTalk, new OneToken());

  @Test
  void employeeOfAnAllowedCorpIsNamed() {
    assertThat(signIn())
        .isEqualTo(new LoginUser(EAST, WANG, WANG_UNION, new OpenId("opWang"), "王芳", null, "质检员"));
    assertThat(dingTalk.calls).containsExactly("userToken", "me", "userByUnionId", "user");
  }

  @Test
  void corpMustHaveBeenChosen() {
    dingTalk.token = new UserToken("t", null);

    assertRefused(CORP_NOT_CHOSEN, this::signIn);
    assertThat(dingTalk.calls).containsExactly("userToken");
  }

  @Test
  void corpMustBeOneOfTheSites() {
    dingTalk.token = new UserToken("t", FOREIGN);

    assertRefused(CORP_NOT_ALLOWED, this::signIn);
  }

  @Test
  void corpMustBeTheOneAskedFor() {
    assertRefused(
        CORP_NOT_ALLOWED, () -> identification.bySignInPage(site, Sites.suite(), NORTH, "code"));
  }

  @Test
  void appMustBeAllowedInTheCorpThatWasChosen() {
    dingTalk.token = new UserToken("t", NORTH);

    assertRefused(
        APP_NOT_ALLOWED,
        () -> identification.bySignInPage(site, Sites.internal(Sites.HR), null, "code"));
  }

  @Test
  void externalContactIsRefused() {
    dingTalk.ofUnion = new UserOfUnion(WANG, true);

    assertRefused(EXTERNAL_CONTACT, this::signIn);
  }

  @Test
  void whoIsNotInTheCorpIsRefused() {
    dingTalk.failing("userByUnionId", new DingTalkFailure.NotFound("60121"));
    assertRefused(USER_NOT_IN_CORP, this::signIn);

    dingTalk.failing("user", new DingTalkFailure.NotFound("60121"));
    assertRefused(USER_NOT_IN_CORP, this::signIn);
  }

  @Test
  void whoTheAppMayNotSeeIsRefused() {
    dingTalk.failing("user", new DingTalkFailure.OutOfScope("50002"));

    assertRefused(USER_NOT_VISIBLE, this::signIn);
  }

  @Test
  void codeThatDingTalkRefusesIsSaidSo() {
    dingTalk.failing("userToken", new DingTalkFailure.AuthCodeRejected("invalidCode"));

    assertRefused(AUTH_CODE_INVALID, this::signIn);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everyFailureOfDingTalkHasItsReason(DingTalkFailure failure, ErrorCode reason) {
    dingTalk.failing("user", failure);

    assertRefused(reason, this::signIn);
    assertRefused(reason, this::inClient);
  }

  static Stream<Arguments> failures() {
    var wait = Duration.ofSeconds(1);
    return Stream.of(
        arguments(new DingTalkFailure.TokenRejected("40014"), ErrorCode.DINGTALK_REJECTED),
        arguments(
            new DingTalkFailure.CredentialsRejected("40089"),
            ErrorCode.DINGTALK_CREDENTIALS_REJECTED),
        arguments(new DingTalkFailure.SuiteTicketRejected("40085"), ErrorCode.SUITE_TICKET_MISSING),
        arguments(new DingTalkFailure.CorpNotAuthorized("41030"), ErrorCode.CORP_NOT_AUTHORIZED),
        arguments(new DingTalkFailure.WrongCorp("33001"), ErrorCode.DINGTALK_REJECTED),
        arguments(
            new DingTalkFailure.PermissionMissing("p"), ErrorCode.DINGTALK_PERMISSION_MISSING),
        arguments(new DingTalkFailure.IpNotListed("1.2.3.4"), ErrorCode.DINGTALK_IP_NOT_LISTED),
        arguments(new DingTalkFailure.OutOfScope("50002"), USER_NOT_VISIBLE),
        arguments(new DingTalkFailure.NotFound("60121"), USER_NOT_IN_CORP),
        arguments(new DingTalkFailure.AuthCodeRejected("40078"), AUTH_CODE_INVALID),
        arguments(new DingTalkFailure.Throttled(wait), ErrorCode.DINGTALK_THROTTLED),
        arguments(new DingTalkFailure.QuotaExhausted("90020"), ErrorCode.DINGTALK_THROTTLED),
        arguments(new DingTalkFailure.Banned(wait), ErrorCode.DINGTALK_THROTTLED),
        arguments(new DingTalkFailure.ContentRejected("41049"), ErrorCode.CONTENT_NOT_SUPPORTED),
        arguments(new DingTalkFailure.BadRequest("400002"), ErrorCode.DINGTALK_REJECTED),
        arguments(new DingTalkFailure.Unavailable("-1"), ErrorCode.DINGTALK_UNAVAILABLE),
        arguments(new DingTalkFailure.NoAnswer(true), ErrorCode.DINGTALK_UNAVAILABLE));
  }

  @Test
  void everyKindOfFailureHasARow() {
    assertThat(failures().map(row -> row.get()[0].getClass().getName()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(DingTalkFailure.class.getPermittedSubclasses()).map(Class::getName).toList());
  }

  @Test
  void anotherPersonsDetailIsRefused() {
    dingTalk.detail =
        new UserDetail(WANG, new UnionId("unOther"), "李伟", null, null, List.of(), true);

    assertRefused(LOGIN_FAILED, this::signIn);
  }

  @Test
  void codeIsOfferedOnceEvenWhenItFails() {
    dingTalk.failing("userToken", new DingTalkFailure.NoAnswer(true));

    assertRefused(ErrorCode.DINGTALK_UNAVAILABLE, this::signIn);
    assertThat(dingTalk.calls).containsExactly("userToken");
  }

  @Test
  void clientsPersonIsCheckedLikeAnyOther() {
    assertThat(inClient().userId()).isEqualTo(WANG);
    assertThat(inClient().openId()).isNull();

    dingTalk.ofUnion = new UserOfUnion(WANG, true);
    assertRefused(EXTERNAL_CONTACT, this::inClient);
  }

  @Test
  void clientsPersonWithoutUnionIdIsLookedUp() {
    dingTalk.inApp = new InAppIdentity(WANG, null);

    assertThat(inClient().unionId()).isEqualTo(WANG_UNION);
  }

  @Test
  void clientsPersonMustBeOnePerson() {
    dingTalk.inApp = new InAppIdentity(new UserId("liwei"), WANG_UNION);

    assertRefused(LOGIN_FAILED, this::inClient);
  }

  private LoginUser signIn() {
    return identification.bySignInPage(site, Sites.suite(), null, "code");
  }

  private LoginUser inClient() {
    return identification.byClient(Sites.suite(), EAST, "code");
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  /** Every app has the same token in every corp, and DingTalk accepts it. */
  private static final class OneToken implements AccessTokens {
    @Override
    public <T> T call(App app, CorpId corp, Function<String, T> use) {
      return use.apply("token");
    }
  }
}
