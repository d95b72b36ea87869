package io.dinggate.cloud.dingtalk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.cloud.registry.App;
import io.dinggate.model.CorpId;
import io.dinggate.model.InvalidValueException;
import io.dinggate.model.OpenId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@link DingTalk} over HTTP: which request each method makes and what it takes from the answer.
 */
@Singleton
final class HttpDingTalk implements DingTalk {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A task's status in its progress; 0 has not begun, 1 runs. */
  private static final Integer FINISHED = 2;

  private final OapiClient oapi;
  private final ApiClient api;
  private final UploadClient uploads;
  private final DingTalkCalls calls;
  private final OapiAnswers oapiAnswers;
  private final ApiAnswers apiAnswers;
  private final Clock clock;

  HttpDingTalk(
      OapiClient oapi, ApiClient api, UploadClient uploads, DingTalkCalls calls, Clock clock) {
    this.oapi = oapi;
    this.api = api;
    this.uploads = uploads;
    this.calls = calls;
    this.oapiAnswers = new OapiAnswers(clock);
    this.apiAnswers = new ApiAnswers(clock);
    this.clock = clock;
  }

  @Override
  public UserToken userToken(App app, String code) {
    var request =
        new ApiWire.UserTokenRequest(
            app.clientId(), app.clientSecret(), "authorization_code", code);
    return api(
        "oauth2/userAccessToken",
        () -> api.userToken(request),
        ApiWire.UserTokenAnswer.class,
        answer -> new UserToken(required(answer.accessToken()), corp(answer.corpId())));
  }

  @Override
  public Profile me(UserToken token) {
    return api(
        "contact/users/me",
        () -> api.me(token.value()),
        ApiWire.MeAnswer.class,
        answer ->
            new Profile(
                new UnionId(required(answer.unionId())),
                new OpenId(required(answer.openId())),
                Objects.requireNonNullElse(answer.nick(), ""),
                picture(answer.avatarUrl())));
  }

  @Override
  public IssuedToken corpToken(App suite, CorpId corp, String suiteTicket) {
    var request =
        new ApiWire.CorpTokenRequest(
            suite.clientId(), suite.clientSecret(), corp.value(), suiteTicket);
    return api(
        "oauth2/corpAccessToken",
        () -> api.corpToken(request),
        ApiWire.TokenAnswer.class,
        HttpDingTalk::issued);
  }

  @Override
  public IssuedToken appToken(App internal) {
    var request = new ApiWire.AppTokenRequest(internal.clientId(), internal.clientSecret());
    return api(
        "oauth2/accessToken",
        () -> api.appToken(request),
        ApiWire.TokenAnswer.class,
        HttpDingTalk::issued);
  }

  @Override
  public IssuedToken suiteToken(App suite, String suiteTicket) {
    var request =
        new OapiWire.SuiteTokenRequest(suite.clientId(), suite.clientSecret(), suiteTicket);
    return oapi(
        "service/get_suite_token",
        () -> oapi.suiteToken(request),
        OapiWire.SuiteTokenAnswer.class,
        answer ->
            new IssuedToken(
                required(answer.token()), Duration.ofSeconds(required(answer.expiresIn()))));
  }

  @Override
  public String permanentCode(String suiteToken, String temporaryCode) {
    return oapi(
        "service/get_permanent_code",
        () -> oapi.permanentCode(suiteToken, new OapiWire.PermanentCodeRequest(temporaryCode)),
        OapiWire.PermanentCodeAnswer.class,
        answer -> required(answer.permanentCode()));
  }

  @Override
  public void activate(App suite, String suiteToken, CorpId corp, String permanentCode) {
    var request = new OapiWire.ActivateRequest(suite.clientId(), corp.value(), permanentCode);
    oapi(
        "service/activate_suite",
        () -> oapi.activate(suiteToken, request),
        OapiWire.ActivateAnswer.class,
        answer -> answer);
  }

  @Override
  public AuthInfo authInfo(App suite, CorpId corp, String suiteTicket) {
    var timestamp = clock.millis();
    var signature = ServiceSignature.of(timestamp, suiteTicket, suite.clientSecret());
    var request = new OapiWire.AuthInfoRequest(suite.clientId(), corp.value());
    return oapi(
        "service/get_auth_info",
        () -> oapi.authInfo(suite.clientId(), timestamp, suiteTicket, signature, request),
        OapiWire.AuthInfoAnswer.class,
        answer -> authInfo(corp, answer));
  }

  @Override
  public UserOfUnion userByUnionId(String token, UnionId unionId) {
    return oapi(
        "user/getbyunionid",
        () -> oapi.userByUnionId(token, new OapiWire.UserByUnionIdRequest(unionId.value())),
        OapiWire.UserByUnionIdAnswer.class,
        answer -> {
          var result = required(answer.result());
          return new UserOfUnion(new UserId(required(result.userId())), !result.employee());
        });
  }

  @Override
  public UserDetail user(String token, UserId userId) {
    return oapi(
        "v2/user/get",
        () -> oapi.user(token, new OapiWire.UserRequest(userId.value())),
        OapiWire.UserAnswer.class,
        answer -> detail(required(answer.result())));
  }

  @Override
  public UserId userByMobile(String token, String mobile) {
    return oapi(
        "v2/user/getbymobile",
        () -> oapi.userByMobile(token, new OapiWire.UserByMobileRequest(mobile)),
        OapiWire.UserByMobileAnswer.class,
        answer -> new UserId(required(required(answer.result()).userId())));
  }

  @Override
  public InAppIdentity inAppUser(String token, String code) {
    return oapi(
        "v2/user/getuserinfo",
        () -> oapi.inAppUser(token, new OapiWire.CodeRequest(code)),
        OapiWire.InAppUserAnswer.class,
        answer -> {
          var result = required(answer.result());
          var unionId = result.unionId();
          return new InAppIdentity(
              new UserId(required(result.userId())),
              unionId == null || unionId.isEmpty() ? null : new UnionId(unionId));
        });
  }

  @Override
  public long sendTemplate(
      String token,
      long agentId,
      String templateId,
      List<UserId> recipients,
      Map<String, String> variables) {
    var name = "message/sendbytemplate";
    var request =
        new OapiWire.SendTemplateRequest(agentId, templateId, joined(recipients), json(variables));
    return oapi(
        name,
        () -> oapi.sendTemplate(token, request),
        OapiWire.SendAnswer.class,
        answer -> required(answer.taskId()));
  }

  @Override
  public long send(
      String token, long agentId, List<UserId> recipients, Map<String, Object> message) {
    var name = "message/asyncsend_v2";
    var request = new OapiWire.SendRequest(agentId, joined(recipients), message);
    return oapi(
        name,
        () -> oapi.send(token, request),
        OapiWire.SendAnswer.class,
        answer -> required(answer.taskId()));
  }

  @Override
  public boolean sendFinished(String token, long agentId, long taskId) {
    return oapi(
        "message/getsendprogress",
        () -> oapi.sendProgress(token, new OapiWire.TaskRequest(agentId, taskId)),
        OapiWire.ProgressAnswer.class,
        answer -> Objects.equals(required(answer.progress()).status(), FINISHED));
  }

  @Override
  public SendResult sendResult(String token, long agentId, long taskId) {
    return oapi(
        "message/getsendresult",
        () -> oapi.sendResult(token, new OapiWire.TaskRequest(agentId, taskId)),
        OapiWire.ResultAnswer.class,
        answer -> SendResults.of(required(answer.result())));
  }

  @Override
  public void recall(String token, long agentId, long taskId) {
    oapi(
        "message/recall",
        () -> oapi.recall(token, new OapiWire.RecallRequest(agentId, taskId)),
        OapiWire.RecallAnswer.class,
        answer -> answer);
  }

  @Override
  public List<Long> subDepartments(String token, long department) {
    return oapi(
        "v2/department/listsub",
        () -> oapi.subDepartments(token, new OapiWire.DepartmentRequest(department)),
        OapiWire.SubDepartmentsAnswer.class,
        answer -> required(answer.result()).stream().map(child -> required(child.id())).toList());
  }

  @Override
  public List<UserId> departmentUsers(String token, long department) {
    return oapi(
        "user/listid",
        () -> oapi.departmentUsers(token, new OapiWire.DepartmentRequest(department)),
        OapiWire.DepartmentUsersAnswer.class,
        answer ->
            Objects.requireNonNullElse(required(answer.result()).userIds(), List.<String>of())
                .stream()
                .map(UserId::new)
                .toList());
  }

  @Override
  public Visibility visibility(String token) {
    return oapi(
        "auth/scopes",
        () -> oapi.scopes(token),
        OapiWire.ScopesAnswer.class,
        answer -> {
          var ranges = required(answer.ranges());
          return new Visibility(
              Objects.requireNonNullElse(ranges.departments(), List.of()),
              Objects.requireNonNullElse(ranges.users(), List.<String>of()).stream()
                  .map(UserId::new)
                  .toList());
        });
  }

  @Override
  public DepartmentDetail department(String token, long department) {
    return oapi(
        "v2/department/get",
        () -> oapi.department(token, new OapiWire.DepartmentRequest(department)),
        OapiWire.DepartmentAnswer.class,
        answer -> department(required(answer.result())));
  }

  @Override
  public List<DepartmentDetail> departmentsBelow(String token, long department) {
    return oapi(
        "v2/department/listsub",
        () -> oapi.subDepartments(token, new OapiWire.DepartmentRequest(department)),
        OapiWire.SubDepartmentsAnswer.class,
        answer -> required(answer.result()).stream().map(HttpDingTalk::department).toList());
  }

  /** That there is more, but not where, would end the list early. */
  @Override
  public MemberPage members(String token, long department, long cursor, int size) {
    return oapi(
        "v2/user/list",
        () -> oapi.members(token, new OapiWire.MembersRequest(department, cursor, size)),
        OapiWire.MembersAnswer.class,
        answer -> {
          var page = required(answer.result());
          return new MemberPage(
              Objects.requireNonNullElse(page.list(), List.<OapiWire.UserAnswer.Person>of())
                  .stream()
                  .flatMap(HttpDingTalk::readable)
                  .toList(),
              Objects.equals(page.more(), true) ? required(page.next()) : null);
        });
  }

  @Override
  public LostPushes lostPushes(String token) {
    return oapi(
        "call_back/get_call_back_failed_result",
        () -> oapi.lostPushes(token),
        OapiWire.LostPushesAnswer.class,
        answer ->
            new LostPushes(
                Objects.requireNonNullElse(answer.list(), List.<JsonNode>of()).stream()
                    .map(JsonNode::toString)
                    .toList(),
                Objects.equals(answer.more(), true)));
  }

  @Override
  public String uploadMedia(String token, Upload upload) {
    var form = MultipartBody.of(upload);
    return complete(
        "media/upload",
        calls.upload(
            "media/upload",
            () ->
                uploads.upload(
                    token, upload.type(), form.length(), form.contentType(), form.stream()),
            oapiAnswers,
            OapiWire.MediaAnswer.class),
        answer -> required(answer.mediaId()));
  }

  private <A, T> T oapi(
      String name, Supplier<Response> request, Class<A> type, Function<A, T> reader) {
    return complete(name, calls.call(name, request, oapiAnswers, type), reader);
  }

  private <A, T> T api(
      String name, Supplier<Response> request, Class<A> type, Function<A, T> reader) {
    return complete(name, calls.call(name, request, apiAnswers, type), reader);
  }

  /** A success that lacks what it is for is no success; the call may have had its effect. */
  private static <A, T> T complete(String name, A answer, Function<A, T> reader) {
    try {
      return reader.apply(answer);
    } catch (InvalidValueException | MissingMemberException e) {
      throw new DingTalkException(
          name, new DingTalkFailure.Unavailable(AnswerReader.UNREADABLE), "");
    }
  }

  private static <T> T required(@Nullable T member) {
    if (member == null || member.equals("")) {
      throw new MissingMemberException();
    }
    return member;
  }

  private static IssuedToken issued(ApiWire.TokenAnswer answer) {
    return new IssuedToken(
        required(answer.accessToken()), Duration.ofSeconds(required(answer.expireIn())));
  }

  private static @Nullable CorpId corp(@Nullable String corpId) {
    return corpId == null || corpId.isEmpty() ? null : new CorpId(corpId);
  }

  private static AuthInfo authInfo(CorpId corp, OapiWire.AuthInfoAnswer answer) {
    var corpInfo = answer.corpInfo();
    var agentInfo = answer.agentInfo();
    var agents = agentInfo == null ? null : agentInfo.agents();
    return new AuthInfo(
        corp,
        corpInfo == null ? null : corpInfo.corpName(),
        Objects.requireNonNullElse(agents, List.<OapiWire.Agent>of()).stream()
            .map(agent -> new AuthInfo.Agent(required(agent.agentId()), agent.appId()))
            .toList());
  }

  private static DepartmentDetail department(OapiWire.SubDepartmentsAnswer.Department result) {
    return new DepartmentDetail(
        required(result.id()), Objects.requireNonNullElse(result.name(), ""), result.parent());
  }

  private static UserDetail detail(OapiWire.UserAnswer.Person result) {
    return new UserDetail(
        new UserId(required(result.userId())),
        new UnionId(required(result.unionId())),
        Objects.requireNonNullElse(result.name(), ""),
        picture(result.avatar()),
        result.title() == null || result.title().isEmpty() ? null : result.title(),
        Objects.requireNonNullElse(result.departments(), List.of()),
        !Objects.equals(result.active(), false));
  }

  /** One who cannot be told apart, for want of an id, does not make the others unseen. */
  private static Stream<UserDetail> readable(OapiWire.UserAnswer.Person result) {
    try {
      return Stream.of(detail(result));
    } catch (InvalidValueException | MissingMemberException e) {
      Log.warn("v2/user/list: a user without a user id or union id is left out");
      return Stream.empty();
    }
  }

  private static @Nullable URI picture(@Nullable String url) {
    try {
      return url == null || url.isEmpty() ? null : URI.create(url);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** No user id has a comma in it. */
  private static String joined(List<UserId> recipients) {
    return recipients.stream().map(UserId::value).collect(Collectors.joining(","));
  }

  private static String json(Map<String, String> variables) {
    try {
      return JSON.writeValueAsString(variables);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts is always JSON", e);
    }
  }

  private static final class MissingMemberException extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }
}
