package io.dinggate.cloud.app;

import io.dinggate.cloud.dingtalk.AuthInfo;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.dingtalk.IssuedToken;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.testing.NoDingTalk;
import io.dinggate.model.CorpId;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Issues tokens and tells authorisations. */
final class FakeDingTalk extends NoDingTalk {

  static final Duration LIFETIME = Duration.ofHours(2);

  final AtomicInteger tokenCalls = new AtomicInteger();
  final AtomicInteger authInfoCalls = new AtomicInteger();
  volatile AuthInfo authInfo;

  /** As DingTalk does while the token of an internal app lives. */
  volatile boolean sameAppToken;

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
    var issued = issue("app-token-of-" + internal.id() + "-");
    return sameAppToken
        ? new IssuedToken("app-token-of-" + internal.id(), issued.lifetime())
        : issued;
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
}
