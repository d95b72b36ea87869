package io.dinggate.cloud.testing;

import io.dinggate.cloud.dingtalk.AuthInfo;
import io.dinggate.cloud.dingtalk.DepartmentDetail;
import io.dinggate.cloud.dingtalk.DingTalk;
import io.dinggate.cloud.dingtalk.InAppIdentity;
import io.dinggate.cloud.dingtalk.IssuedToken;
import io.dinggate.cloud.dingtalk.LostPushes;
import io.dinggate.cloud.dingtalk.MemberPage;
import io.dinggate.cloud.dingtalk.Profile;
import io.dinggate.cloud.dingtalk.SendResult;
import io.dinggate.cloud.dingtalk.Upload;
import io.dinggate.cloud.dingtalk.UserDetail;
import io.dinggate.cloud.dingtalk.UserOfUnion;
import io.dinggate.cloud.dingtalk.UserToken;
import io.dinggate.cloud.dingtalk.Visibility;
import io.dinggate.cloud.registry.App;
import io.dinggate.model.CorpId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import java.util.List;
import java.util.Map;

/** Every call is a fault of the tested code, unless a fake that stands on this one answers it. */
public abstract class NoDingTalk implements DingTalk {

  @Override
  public UserToken userToken(App app, String code) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Profile me(UserToken token) {
    throw new UnsupportedOperationException();
  }

  @Override
  public IssuedToken corpToken(App suite, CorpId corp, String suiteTicket) {
    throw new UnsupportedOperationException();
  }

  @Override
  public IssuedToken appToken(App internal) {
    throw new UnsupportedOperationException();
  }

  @Override
  public IssuedToken suiteToken(App suite, String suiteTicket) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String permanentCode(String suiteToken, String temporaryCode) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void activate(App suite, String suiteToken, CorpId corp, String permanentCode) {
    throw new UnsupportedOperationException();
  }

  @Override
  public AuthInfo authInfo(App suite, CorpId corp, String suiteTicket) {
    throw new UnsupportedOperationException();
  }

  @Override
  public UserOfUnion userByUnionId(String token, UnionId unionId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public UserDetail user(String token, UserId userId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public UserId userByMobile(String token, String mobile) {
    throw new UnsupportedOperationException();
  }

  @Override
  public InAppIdentity inAppUser(String token, String code) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long sendTemplate(
      String token,
      long agentId,
      String templateId,
      List<UserId> recipients,
      Map<String, String> variables) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long send(
      String token, long agentId, List<UserId> recipients, Map<String, Object> message) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean sendFinished(String token, long agentId, long taskId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SendResult sendResult(String token, long agentId, long taskId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void recall(String token, long agentId, long taskId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Long> subDepartments(String token, long department) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<UserId> departmentUsers(String token, long department) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Visibility visibility(String token) {
    throw new UnsupportedOperationException();
  }

  @Override
  public DepartmentDetail department(String token, long department) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<DepartmentDetail> departmentsBelow(String token, long department) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MemberPage members(String token, long department, long cursor, int size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public LostPushes lostPushes(String token) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String uploadMedia(String token, Upload upload) {
    throw new UnsupportedOperationException();
  }
}
