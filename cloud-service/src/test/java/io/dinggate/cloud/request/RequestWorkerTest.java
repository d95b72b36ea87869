package io.dinggate.cloud.request;

import static io.dinggate.cloud.request.RequestStage.EAST;
import static io.dinggate.cloud.request.RequestStage.USER;
import static io.dinggate.cloud.request.RequestStage.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.problem.Problem;
import io.dinggate.model.request.RequestResult;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestWorkerTest {

  private static final String MESSAGE =
      """
      {"kind":"message","message":{"recipients":[{"corp":"dingeast","userId":"wangfang"}],
       "content":{"type":"text","content":"x"}}}""";

  @TempDir Path directory;
  private RequestStage stage;

  @AfterEach
  void close() throws SQLException {
    stage.close();
  }

  @Test
  void everyKindEndsInItsResult() {
    begin();
    stage.store(EAST, "a", MESSAGE);
    stage.store(EAST, "b", USER);
    stage.store(
        EAST,
        "c",
        "{\"kind\":\"departments\",\"parent\":{\"corp\":\"dingeast\",\"departmentId\":1}}");

    stage.work();

    assertThat(result("a")).isInstanceOf(RequestResult.MessageTaken.class);
    assertThat(stage.messages).extracting(id -> id.value()).containsExactly("a");
    assertThat(result("b"))
        .asInstanceOf(type(RequestResult.UserFound.class))
        .extracting(found -> found.user().userId().value())
        .isEqualTo("wangfang");
    assertThat(result("c"))
        .asInstanceOf(type(RequestResult.DepartmentsFound.class))
        .extracting(found -> found.departments().size())
        .isEqualTo(1);
    assertThat(stage.states()).containsOnly("DONE");
    assertThat(stage.column("select count(*) from request where body is not null"))
        .as("an ended request keeps its id, and nothing about anybody")
        .containsExactly("0");
    assertThat(stage.woken).contains(EAST);
  }

  @Test
  void endedRequestIsNotDoneAgain() {
    begin();
    stage.store(EAST, "a", USER);
    stage.work();
    stage.work();
    stage.start();
    stage.work();

    assertThat(stage.asked).hasSize(1);
    assertThat(stage.told).hasSize(1);
  }

  /** The process may die anywhere before the one commit that ends a request and tells of it. */
  @Test
  void requestThatWasCutShortIsDoneAgainAndToldOnce() {
    begin();
    stage.ending =
        () -> {
          throw new IllegalStateException("killed");
        };
    stage.store(EAST, "a", MESSAGE);
    stage.store(EAST, "b", USER);
    stage.work();
    assertThat(stage.states()).containsOnly("OPEN");
    assertThat(stage.told).isEmpty();

    stage.ending = () -> {};
    stage.start();
    stage.work();

    assertThat(stage.states()).containsOnly("DONE");
    assertThat(stage.told)
        .extracting(told -> told.id().value())
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void twoWhoDoTheSameRequestTellOnce() throws InterruptedException {
    begin();
    var both = new CountDownLatch(2);
    stage.asking =
        _ -> {
          both.countDown();
          await().until(() -> both.getCount() == 0);
        };
    stage.store(EAST, "a", USER);
    var first = stage.worker;
    first.look();
    stage.start();
    stage.work();
    await().until(() -> first.underWay() == 0);

    assertThat(stage.asked).hasSize(2);
    assertThat(stage.told).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "DINGTALK_UNAVAILABLE",
        "DINGTALK_THROTTLED",
        "SUITE_TICKET_MISSING",
        "OVERLOADED",
        "DINGTALK_REJECTED"
      })
  void refusalThatPassesIsTriedAgain(ErrorCode code) {
    begin();
    stage.asking = failing(new ApiException(code));
    stage.store(EAST, "a", USER);
    stage.work();
    assertThat(stage.states()).containsExactly("OPEN");
    assertThat(stage.told).isEmpty();

    stage.asking = _ -> {};
    stage.clock.advance(stage.config.retryFirst());
    stage.work();

    assertThat(result("a")).isInstanceOf(RequestResult.UserFound.class);
  }

  @Test
  void retryWaitsForWhatDingTalkAsks() {
    begin();
    stage.asking =
        failing(
            new ApiException(
                ErrorCode.DINGTALK_THROTTLED, null, List.of(), Duration.ofSeconds(40), null));
    stage.store(EAST, "a", USER);
    stage.work();
    stage.clock.advance(Duration.ofSeconds(20));
    stage.work();

    assertThat(stage.asked).hasSize(1);
  }

  @Test
  void whatDoesNotPassInTimeIsRefusedWithTheLastProblem() {
    begin();
    stage.asking = failing(new ApiException(ErrorCode.DINGTALK_UNAVAILABLE, "not now"));
    stage.store(EAST, "a", USER);
    for (var passed = Duration.ZERO;
        passed.compareTo(stage.config.giveUpAfter()) < 0;
        passed = passed.plus(stage.config.retryMost())) {
      stage.work();
      assertThat(stage.told).isEmpty();
      stage.clock.advance(stage.config.retryMost());
    }
    stage.work();

    assertThat(refusal("a").code()).isEqualTo(ErrorCode.DINGTALK_UNAVAILABLE);
    assertThat(refusal("a").detail()).isEqualTo("not now");
    assertThat(refusal("a").requestId()).isEqualTo("a");
    assertThat(stage.states()).containsExactly("DONE");
    assertThat(stage.asked).hasSizeGreaterThan(5);
  }

  @Test
  void afterALongOutageARequestIsTriedOnceMore() {
    begin();
    stage.store(EAST, "a", USER);
    stage.clock.advance(Duration.ofHours(5));
    stage.work();

    assertThat(result("a")).isInstanceOf(RequestResult.UserFound.class);
  }

  @Test
  void whatIsOfALostProgramIsTriedAgainAndRefusedInTheEnd() {
    begin();
    stage.asking =
        _ -> {
          throw new IllegalStateException("a fault of ours");
        };
    stage.store(EAST, "a", USER);
    stage.work();
    assertThat(stage.told).isEmpty();

    stage.clock.advance(stage.config.giveUpAfter());
    stage.work();

    assertThat(refusal("a").code()).isEqualTo(ErrorCode.INTERNAL);
    assertThat(refusal("a").detail()).isNull();
  }

  @Test
  void whatIsNotAllowedIsRefusedAtOnce() {
    begin();
    stage.store(EAST, "a", USER.replace("dingeast", "dingforeign"));
    stage.store(EAST, "b", USER.replace("}}", "},\"app\":\"others\"}"));
    stage.store(EAST, "c", MESSAGE.replace("dingeast", "dingforeign"));
    stage.work();

    assertThat(refusal("a").code()).isEqualTo(ErrorCode.CORP_NOT_ALLOWED);
    assertThat(refusal("b").code()).isEqualTo(ErrorCode.APP_NOT_ALLOWED);
    assertThat(refusal("c").code()).isEqualTo(ErrorCode.CORP_NOT_ALLOWED);
    assertThat(stage.asked).isEmpty();
    assertThat(stage.messages).isEmpty();
  }

  @Test
  void registryOfTheMomentDecides() {
    begin();
    stage.store(EAST, "a", USER);
    stage.sites = List.of(RequestStage.site("west"));
    stage.work();

    assertThat(refusal("a").code()).isEqualTo(ErrorCode.SITE_UNKNOWN);
  }

  @Test
  void slowSiteHoldsBackNobodyElse() {
    begin("concurrency-per-site", "2");
    var gate = new Semaphore(0);
    stage.asking =
        site -> {
          if (site.id().equals(EAST)) {
            gate.acquireUninterruptibly();
          }
        };
    IntStream.range(0, 10).forEach(i -> stage.store(EAST, "e" + i, USER));
    IntStream.range(0, 5).forEach(i -> stage.store(WEST, "w" + i, USER));

    await()
        .until(
            () -> {
              stage.worker.look();
              return stage.told.size() == 5;
            });
    assertThat(stage.told).allMatch(told -> told.site().equals(WEST));
    await().until(() -> stage.worker.underWay() == 2);

    gate.release(10);
    await()
        .until(
            () -> {
              stage.worker.look();
              return stage.told.size() == 15;
            });
    assertThat(stage.asked).hasSize(15);
  }

  @Test
  void noMoreThanSoManyOfOneSiteAreWorkedOnAtTheSameTime() {
    begin("concurrency-per-site", "3");
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    stage.asking =
        _ -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          now.decrementAndGet();
        };
    IntStream.range(0, 30).forEach(i -> stage.store(EAST, "e" + i, USER));

    await()
        .until(
            () -> {
              stage.worker.look();
              return stage.told.size() == 30;
            });

    assertThat(most.get()).isBetween(1, 3);
    assertThat(stage.asked).as("each of them once").hasSize(30);
  }

  @Test
  void startedWorkerDoesWhatIsThereAndWhatComes() throws InterruptedException {
    begin("poll", "PT1H");
    stage.store(EAST, "a", USER);
    stage.worker.start(null);
    await().until(() -> stage.told.size() == 1);
    stage.store(EAST, "b", USER);
    stage.worker.wake();
    await().until(() -> stage.told.size() == 2);

    stage.worker.leave(null);
    stage.worker.drain(null);
    stage.store(EAST, "c", USER);
    stage.worker.look();
    assertThat(stage.told).hasSize(2);
  }

  @Test
  void whatIsDueIsFoundWithoutLookingAtWhatHasEnded() {
    begin();
    for (var sql :
        List.of(
            RequestTable.SITES, RequestTable.DUE.replaceFirst("[?]", "'east'").replace("?", "1"))) {
      assertThat(stage.plan(sql)).contains("request_open").doesNotContain("SCAN request\n");
    }
  }

  private void begin(String... settings) {
    stage = new RequestStage(directory, settings);
  }

  private RequestResult result(String id) {
    return stage.told.stream()
        .filter(told -> told.id().value().equals(id))
        .reduce(
            (a, b) -> {
              throw new AssertionError("told twice: " + a + b);
            })
        .orElseThrow(() -> new AssertionError("nothing told of " + id))
        .result();
  }

  private Problem refusal(String id) {
    assertThat(result(id)).isInstanceOf(RequestResult.Refused.class);
    return ((RequestResult.Refused) result(id)).problem();
  }

  private static Consumer<CallingSite> failing(ApiException problem) {
    return _ -> {
      throw problem;
    };
  }
}
