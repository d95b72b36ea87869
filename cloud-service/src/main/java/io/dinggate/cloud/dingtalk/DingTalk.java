package io.dinggate.cloud.dingtalk;

import io.dinggate.cloud.registry.App;
import io.dinggate.model.CorpId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import java.util.List;
import java.util.Map;

/**
 * DingTalk, as the cloud uses it. Every method makes exactly one call, blocks at most as long as
 * the configured deadlines say, never retries, and fails with {@link DingTalkException} alone.
 *
 * <p>A {@code token} is the access token of the app in the corp; get it from {@code
 * app.AccessTokens}.
 */
public interface DingTalk {

  /**
   * Exchanges the code of a finished sign-in page. A code can be offered once, also when the call
   * fails.
   */
  UserToken userToken(App app, String code);

  /** Who the token was issued for. */
  Profile me(UserToken token);

  /** A new token of a suite in one corp; each call makes DingTalk issue another one. */
  IssuedToken corpToken(App suite, CorpId corp, String suiteTicket);

  /** The token of an internal app. */
  IssuedToken appToken(App internal);

  /** The token that a suite acts with for itself, in no corp. */
  IssuedToken suiteToken(App suite, String suiteTicket);

  /**
   * Exchanges the code that DingTalk pushes when a corp installs an older suite. A code serves
   * once, also when the answer is lost.
   *
   * @param suiteToken from {@link #suiteToken}
   */
  String permanentCode(String suiteToken, String temporaryCode);

  /** Makes an older suite work in a corp that has installed it; doing so again does no harm. */
  void activate(App suite, String suiteToken, CorpId corp, String permanentCode);

  /** What a corp has authorised the suite for. */
  AuthInfo authInfo(App suite, CorpId corp, String suiteTicket);

  /** Finds the person in the token's corp. */
  UserOfUnion userByUnionId(String token, UnionId unionId);

  /** What the corp says about the person. */
  UserDetail user(String token, UserId userId);

  /** Finds the employee with that number; internal apps only. */
  UserId userByMobile(String token, String mobile);

  /** Exchanges a code that DingTalk's JSAPI gave to a page inside DingTalk; a code serves once. */
  InAppIdentity inAppUser(String token, String code);

  /**
   * Sends an approved template of a suite.
   *
   * @return DingTalk's task id; the message is queued there, not delivered
   */
  long sendTemplate(
      String token,
      long agentId,
      String templateId,
      List<UserId> recipients,
      Map<String, String> variables);

  /**
   * Sends a work notification of an internal app.
   *
   * @param message DingTalk's {@code msg} object
   * @return DingTalk's task id; the message is queued there, not delivered
   */
  long send(String token, long agentId, List<UserId> recipients, Map<String, Object> message);

  /** Whether DingTalk has worked off a task; known for 24 hours. */
  boolean sendFinished(String token, long agentId, long taskId);

  /** What has become of a task of up to 100 people; known for 24 hours. */
  SendResult sendResult(String token, long agentId, long taskId);

  /** Takes a task back, within 24 hours; one that was taken back stays so. */
  void recall(String token, long agentId, long taskId);

  /** The departments right below one, as far as the app may see them. */
  List<Long> subDepartments(String token, long department);

  /** Who is in a department itself, not below it, as far as the app may see them. */
  List<UserId> departmentUsers(String token, long department);

  /** What of the corp the app may see. */
  Visibility visibility(String token);

  /** What the corp says about a department. */
  DepartmentDetail department(String token, long department);

  /**
   * The departments right below one, as {@link #subDepartments}, with what the corp says of them.
   */
  List<DepartmentDetail> departmentsBelow(String token, long department);

  /**
   * Some of those who are in a department itself, as far as the app may see them.
   *
   * @param cursor 0, or what the page before says
   * @param size how many at most, 100 at most
   */
  MemberPage members(String token, long department, long cursor, int size);

  /**
   * The next pushes to the token's app about the token's corp that DingTalk has given up, 200 at
   * most. It forgets what it tells, also when the answer is lost.
   */
  LostPushes lostPushes(String token);

  /**
   * Hands a file on while it is read; nothing of it is kept. Blocks for as long as the upload may
   * take, which is configured by itself.
   *
   * @return DingTalk's id of it
   */
  String uploadMedia(String token, Upload upload);
}
