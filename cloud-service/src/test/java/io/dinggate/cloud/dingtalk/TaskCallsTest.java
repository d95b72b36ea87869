package io.dinggate.cloud.dingtalk;

import static io.dinggate.cloud.testing.Apps.EAST;
import static io.dinggate.cloud.testing.Apps.HR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dinggate.cloud.dingtalk.SendResult.Fate;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.model.UserId;
import io.dinggate.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked about a task after it was sent, whom departments hold, and uploads. */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class TaskCallsTest {

  private static final long AGENT = 990001;
  private static final int MEGABYTE = 1024 * 1024;
  private static final UserId WANGFANG = new UserId("wangfang");
  private static final UserId LIWEI = new UserId("liwei");

  @Inject DingTalk dingTalk;
  @Inject Registry registry;

  Sandbox sandbox;
  private String token;

  @BeforeEach
  void getToken() {
    sandbox.reset();
    token = dingTalk.appToken(registry.snapshot().app(HR).orElseThrow()).value();
  }

  @AfterEach
  void clearFaults() {
    sandbox.faults().clear();
    sandbox.reset();
  }

  @Test
  void resultTellsEachPersonApart() {
    sandbox.forbidDelivery(EAST.value(), "liwei", 1430003);
    sandbox.failDelivery(EAST.value(), "zhoumin");
    var task = send(WANGFANG, LIWEI, new UserId("zhoumin"), new UserId("nobody"));

    assertThat(result(task).of("wangfang")).contains(new Fate.Unread());
    sandbox.markRead(task, "wangfang");
    assertThat(result(task).of("wangfang")).contains(new Fate.Read());
    assertThat(result(task).of("liwei")).contains(new Fate.Forbidden("1430003"));
    assertThat(result(task).of("zhoumin")).contains(new Fate.Failed());
    assertThat(result(task).of("nobody")).contains(new Fate.Invalid());
  }

  @Test
  void finishedTaskIsToldFromOneUnderWay() {
    assertThat(dingTalk.sendFinished(token, AGENT, send(WANGFANG))).isTrue();

    sandbox.limits(sandbox.limits().changed("{\"tasks\":{\"deliverySeconds\":600}}"));
    assertThat(dingTalk.sendFinished(token, AGENT, send(WANGFANG, LIWEI))).isFalse();
  }

  @Test
  void taskIsTakenBackOnceAndStaysSo() {
    var task = send(WANGFANG);

    dingTalk.recall(token, AGENT, task);
    dingTalk.recall(token, AGENT, task);

    assertThat(sandbox.messages().getLast().recalled()).isTrue();
  }

  @Test
  void taskThatDingTalkDoesNotKnowIsABadRequest() {
    assertThat(failure(() -> result(4711))).isEqualTo(new DingTalkFailure.BadRequest("41052"));
    assertThat(failure(() -> dingTalk.recall(token, AGENT, 4711)))
        .isEqualTo(new DingTalkFailure.BadRequest("41052"));
  }

  @Test
  void departmentsAreReadLevelByLevel() {
    assertThat(dingTalk.subDepartments(token, 1)).containsExactlyInAnyOrder(2L, 3L);
    assertThat(dingTalk.subDepartments(token, 2)).containsExactly(4L);
    assertThat(dingTalk.subDepartments(token, 4)).isEmpty();
    assertThat(dingTalk.departmentUsers(token, 4)).containsExactly(WANGFANG);
    assertThat(dingTalk.departmentUsers(token, 1)).isEmpty();
  }

  @Test
  void departmentsThatAreMissingOrHiddenAreToldApart() {
    assertThat(failure(() -> dingTalk.departmentUsers(token, 99)))
        .isInstanceOf(DingTalkFailure.NotFound.class);
    assertThat(failure(() -> dingTalk.subDepartments(token, 5)))
        .isInstanceOf(DingTalkFailure.OutOfScope.class);
  }

  @Test
  void uploadArrivesWholeWithItsName() {
    var media = upload("报告 1.pdf", 3L * MEGABYTE, 3L * MEGABYTE);

    var arrived = sandbox.media().getLast();
    assertThat(arrived.mediaId()).isEqualTo(media);
    assertThat(arrived.fileName()).isEqualTo("报告 1.pdf");
    assertThat(arrived.bytes()).isEqualTo(3L * MEGABYTE);
  }

  @Test
  void uploadOfUnknownLengthArrivesWhole() {
    upload("a.pdf", null, 3L * MEGABYTE);

    assertThat(sandbox.media().getLast().bytes()).isEqualTo(3L * MEGABYTE);
  }

  @Test
  void fileThatBreaksOffArrivesNowhere() {
    var count = sandbox.media().size();
    var breaking =
        new SequenceInputStream(
            new Counted(MEGABYTE),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the site has gone");
              }

              @Override
              public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("the site has gone");
              }
            });

    var failure =
        failure(() -> dingTalk.uploadMedia(token, new Upload("file", "a.pdf", null, breaking)));

    assertThat(failure).isInstanceOf(DingTalkFailure.NoAnswer.class);
    assertThat(sandbox.media()).hasSize(count);
  }

  @Test
  void uploadIsNotHeldInMemory() {
    var source = new Counted(8L * MEGABYTE);

    dingTalk.uploadMedia(token, new Upload("file", "a.pdf", 8L * MEGABYTE, source));

    assertThat(source.largestRead).isLessThan(MEGABYTE);
  }

  private String upload(String name, Long length, long bytes) {
    return dingTalk.uploadMedia(token, new Upload("file", name, length, new Counted(bytes)));
  }

  private SendResult result(long task) {
    return dingTalk.sendResult(token, AGENT, task);
  }

  private long send(UserId... users) {
    return dingTalk.send(
        token, AGENT, List.of(users), Map.of("msgtype", "text", "text", Map.of("content", "你好")));
  }

  private static DingTalkFailure failure(ThrowingCallable call) {
    return catchThrowableOfType(DingTalkException.class, call).failure();
  }

  /** So many bytes, and the most of them that were taken at once. */
  private static final class Counted extends InputStream {

    private long left;
    private int largestRead;

    private Counted(long bytes) {
      this.left = bytes;
    }

    @Override
    public int read() {
      return left-- > 0 ? 'x' : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      var taken = (int) Math.min(left, length);
      largestRead = Math.max(largestRead, taken);
      left -= taken;
      return taken;
    }
  }
}
