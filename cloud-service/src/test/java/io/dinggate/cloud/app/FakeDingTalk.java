package io.dinggate.cloud.app;

import io.dinggate.cloud.dingtalk.AuthInfo;
import io.dinggate.cloud.dingtalk.DingTalk;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.dingtalk.InAppIdentity;
import io.dinggate.cloud.dingtalk.IssuedToken;
import io.dinggate.cloud.dingtalk.Profile;
import io.dinggate.cloud.dingtalk.UserDetail;
import io.dinggate.cloud.dingtalk.UserOfUnion;
import io.dinggate.cloud.dingtalk.UserToken;
import io.dinggate.cloud.registry.App;
import io.dinggate.model.CorpId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Issues tokens and tells authorisations; every other call is a fault of the tested code. */
final class FakeDingTalk implements DingTalk {

  static final Duration LIFETIME = Duration.ofHours(2);

  final AtomicInteger tokenCalls = new AtomicInteger();
  final AtomicInteger authInfoCalls = new AtomicInteger();
  volatile AuthInfo authInfo;
  private volatile DingTalkFailure failure;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  void failWith(DingTalkFailure failure) {
    this.failure = failure;
  }

  void recover() {
    failure = null;
  }

  void hold() {
    gate = new CountDownLatch(1);
  }

  void release() {
    gate.countDown();
  }

  @Override
  public IssuedToken corpToken(App suite, CorpId corp, String suiteTicket) {
    return issue("corp-token-of-" + suite.id() + "-" + corp + "-");
  }

  @Override
  public IssuedToken appToken(App internal) {
    return issue("app-token-of-" + internal.id() + "-");
  }

  private IssuedToken issue(String name) {
    var number = tokenCalls.incrementAndGet();
    answer("token");
    return new IssuedToken(name + number, LIFETIME);
  }

  @Override
  public AuthInfo authInfo(App suite, CorpId corp, String suiteTicket) {
    authInfoCalls.incrementAndGet();
    answer("authInfo");
    return authInfo;
  }

  private void answer(String call) {
    try {
      if (!gate.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("held for too long");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (failure != null) {
      throw new DingTalkException(call, failure);
    }
  }

  @Override
  public UserToken userToken(App app, String code) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Profile me(UserToken token) {
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
}
