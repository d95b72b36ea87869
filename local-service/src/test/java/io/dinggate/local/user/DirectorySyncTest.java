package io.dinggate.local.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.TestClock;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.directory.Corps.AppKind;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.directory.FindUser;
import io.dinggate.model.login.LoginResult;
import io.dinggate.model.login.LoginUser;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The site's own directory against a scripted cloud, step by step. */
@LocalServiceTest
class DirectorySyncTest {

  private static final CorpId CORP = new CorpId("ding-directory");
  private static final AppId APP = new AppId("suite-a");
  private static final DepartmentRef TOP = new DepartmentRef(CORP, 1);

  @Inject FakeCloud cloud;
  @Inject DirectorySync sync;
  @Inject SyncSteps steps;
  @Inject SyncTable runs;
  @Inject Users users;
  @Inject Departments departments;
  @Inject DirectoryChanges changes;
  @Inject SyncRunner runner;
  @Inject UserLookup userLookup;
  @Inject DepartmentLookup departmentLookup;
  @Inject DirectoryConfig config;
  @Inject TestDatabase database;
  @Inject TestClock clock;

  @BeforeEach
  void reset() {
    clock.reset();
    clock.stop();
    cloud.reset();
    database.run("delete from directory_step");
    database.run("delete from directory_sync");
    database.run("delete from department");
    var ours = "(select id from users where corp_id = 'ding-directory')";
    database.run("delete from sessions where user_row in " + ours);
    database.run("delete from users where corp_id = 'ding-directory'");
    cloud.directory.serve(CORP, AppKind.SUITE);
    cloud.directory.put(CORP, 1, "Corp", null);
    cloud.directory.put(CORP, 2, "Production", 1L);
    cloud.directory.put(CORP, 3, "Personnel", 1L);
    cloud.directory.put(CORP, 4, "Quality", 2L);
    IntStream.range(0, 5).forEach(i -> put("worker" + i, "u-" + i, 4));
    put("boss", "u-boss", 1, 2);
    put("clerk", "u-clerk", 3);
  }

  /** Whatever the time of the day is: a run is due up to the spread after its hour. */
  private void passANight() {
    clock.advance(Duration.ofDays(1).plus(config.spread()));
  }

  @Test
  void aFullRunReadsEverybodyOnce() {
    run();

    assertThat(view().state()).isEqualTo(SyncState.COMPLETE);
    assertThat(view().departments()).isEqualTo(4);
    assertThat(view().users()).isEqualTo(7);
    assertThat(view().added()).isEqualTo(7);
    assertThat(view().gone()).isZero();
    assertThat(view().waiting()).isZero();
    assertThat(users.find(ref("boss")).orElseThrow().departments()).containsExactly(1L, 2L);
    assertThat(departments.find(new DepartmentRef(CORP, 4)).orElseThrow().parentId()).isEqualTo(2);
    assertThat(cloud.count("range")).isOne();
    assertThat(cloud.count("children")).isEqualTo(4);
    assertThat(cloud.count("users")).as("a page has two").isEqualTo(3 + 1 + 1 + 1);
    assertThat(cloud.count("user")).isZero();
  }

  @Test
  void aSecondRunFindsNothingNew() {
    run();
    var ids = database.text("select string_agg(id::text, ',' order by id) from users");
    steps.start(CORP);
    run();

    assertThat(view().cause()).isEqualTo(SyncCause.OPERATOR);
    assertThat(view().users()).isEqualTo(7);
    assertThat(view().added() + view().changed() + view().gone()).isZero();
    assertThat(database.text("select string_agg(id::text, ',' order by id) from users"))
        .isEqualTo(ids);
  }

  @Test
  void driftIsCountedAndRepaired() {
    run();
    database.run("update users set name = 'Wrong' where user_id = 'clerk'");
    database.run("delete from users where user_id = 'worker0' and corp_id = 'ding-directory'");
    cloud.directory.remove(ref("worker1"));
    cloud.directory.remove(new DepartmentRef(CORP, 3));
    put("clerk", "u-clerk", 2);
    put("newcomer", "u-new", 2);
    passANight();
    steps.startIfDue(CORP);
    run();

    assertThat(view().cause()).isEqualTo(SyncCause.SCHEDULED);
    assertThat(view().state()).isEqualTo(SyncState.COMPLETE);
    assertThat(view().added()).isEqualTo(2);
    assertThat(view().changed()).isOne();
    assertThat(view().gone()).isOne();
    assertThat(users.find(ref("clerk")).orElseThrow().name()).isEqualTo("clerk");
    assertThat(users.find(ref("worker0"))).isPresent();
    assertThat(users.gone(List.of(ref("worker1")))).containsExactly(ref("worker1"));
    assertThat(departments.find(new DepartmentRef(CORP, 3))).isEmpty();
  }

  @Test
  void nobodyHasLeftForAGapInAList() {
    run();
    put("worker1", "u-1"); // in no department that is listed
    passANight();
    steps.startIfDue(CORP);
    run();

    assertThat(view().state()).isEqualTo(SyncState.COMPLETE);
    assertThat(view().gone()).isZero();
    assertThat(users.find(ref("worker1"))).isPresent();
    assertThat(cloud.count("user")).as("asked for by name").isOne();
  }

  @Test
  void aRunThatCannotSeeEverythingRetiresNobody() {
    run();
    cloud.directory.remove(ref("worker1"));
    cloud.directory.remove(new DepartmentRef(CORP, 3));
    cloud.directory.close(new DepartmentRef(CORP, 2), ErrorCode.DINGTALK_REJECTED);
    put("clerk", "u-clerk", 1);
    passANight();
    steps.startIfDue(CORP);
    run();

    assertThat(view().state()).isEqualTo(SyncState.INCOMPLETE);
    assertThat(view().reason()).isEqualTo("dingtalk-rejected");
    assertThat(view().givenUp()).isEqualTo(2);
    assertThat(view().gone()).isZero();
    assertThat(users.find(ref("worker1"))).isPresent();
    assertThat(departments.find(new DepartmentRef(CORP, 3))).isPresent();
    assertThat(users.find(ref("clerk")).orElseThrow().departments())
        .as("what was found is kept")
        .containsExactly(1L);
    assertThat(view().nextAt())
        .isBetween(view().endedAt(), view().endedAt().plus(config.runAgain()));
  }

  @Test
  void whoIsNotToBeSeenAnyMoreIsFoundByNobodyAndStaysAUser() {
    run();
    var met = users.find(ref("worker1")).orElseThrow();
    cloud.directory.hide(ref("worker1"));
    passANight();
    steps.startIfDue(CORP);
    run();

    assertThat(view().gone()).isOne();
    assertThat(users.current(met.id())).isPresent();
    assertThat(users.gone(List.of(ref("worker1")))).isEmpty();
    assertThat(found("worker1")).isEmpty();
    assertThat(found("worker2")).hasSize(1);

    clock.advance(Duration.ofSeconds(1));
    users.lookedUp(person("worker1", "u-1", 4), clock.now());
    assertThat(found("worker1")).as("to be seen again").hasSize(1);
  }

  @Test
  void aRehireUnderTheSameUserIdIsAnotherUser() {
    run();
    var before = users.find(ref("worker1")).orElseThrow();
    put("worker1", "u-other", 4);
    passANight();
    steps.startIfDue(CORP);
    run();

    var after = users.find(ref("worker1")).orElseThrow();
    assertThat(after.id()).isNotEqualTo(before.id());
    assertThat(after.unionId()).isEqualTo(new UnionId("u-other"));
    assertThat(users.current(before.id())).isEmpty();
    assertThat(view().users()).isEqualTo(7);
    assertThat(view().changed()).isOne();
    assertThat(view().state()).isEqualTo(SyncState.COMPLETE);
  }

  @Test
  void whoSignsInBehindTheRunHasNotLeft() {
    steps.startIfDue(CORP);
    while (cloud.count("users") < 6) {
      step();
    }
    clock.advance(Duration.ofSeconds(1));
    var hired = users.signedIn(login("hired", "u-hired"));
    run();

    assertThat(view().gone()).isZero();
    assertThat(users.current(hired.id())).isPresent();
    assertThat(cloud.count("user")).isZero();
  }

  @Test
  void anotherAttemptTakesUpWhatOneHasLeft() {
    steps.startIfDue(CORP);
    IntStream.range(0, 5).forEach(_ -> step());
    var lost = steps.claim(clock.now().plus(config.lease())).orElseThrow();
    while (sync.step()) {}
    assertThat(view().state()).isEqualTo(SyncState.RUNNING);
    assertThat(view().waiting()).isPositive();

    clock.advance(config.lease());
    run();
    assertThat(view().state()).isEqualTo(SyncState.COMPLETE);
    assertThat(view().users()).isEqualTo(7);

    var calls = cloud.calls().size();
    steps.giveUp(lost, "late");
    assertThat(view().givenUp()).as("whoever comes late changes nothing").isZero();
    assertThat(cloud.calls()).hasSize(calls);
  }

  @Test
  void awayTheCloudIsWaitedForHoweverLong() {
    steps.startIfDue(CORP);
    step();
    cloud.goAway();
    for (var i = 0; i < 3 * config.attempts(); i++) {
      assertThat(sync.step()).isTrue();
      clock.advance(config.retryMax());
    }
    assertThat(view().state()).isEqualTo(SyncState.RUNNING);
    assertThat(view().givenUp()).isZero();

    cloud.reset();
    cloud.directory.serve(CORP, AppKind.SUITE);
    cloud.directory.put(CORP, 1, "Corp", null);
    run();
    assertThat(view().state()).isEqualTo(SyncState.COMPLETE);
  }

  @Test
  void theTimeThatTheCloudAsksForIsWaited() {
    steps.startIfDue(CORP);
    cloud.refuse(
        "range",
        new ApiException(ErrorCode.DINGTALK_THROTTLED, "x", List.of(), Duration.ofHours(1), null));
    step();
    clock.advance(Duration.ofMinutes(59));
    assertThat(sync.step()).isFalse();

    clock.advance(Duration.ofMinutes(1));
    cloud.accept("range");
    run();
    assertThat(view().state()).isEqualTo(SyncState.COMPLETE);
  }

  @Test
  void aCorpThatIsNotTheSitesAnyMoreEndsItsRun() {
    steps.startIfDue(CORP);
    step();
    cloud.directory.withdraw(CORP);
    run();

    assertThat(view().state()).isEqualTo(SyncState.FAILED);
    assertThat(view().reason()).isEqualTo("corp-not-allowed");
    assertThat(view().waiting()).isZero();
  }

  @Test
  void aRunThatIsUnderWayIsNotBegunAgain() {
    steps.start(CORP);
    step();
    step();
    var waiting = view().waiting();
    steps.start(CORP);
    steps.startIfDue(CORP);

    assertThat(view().waiting()).isEqualTo(waiting);
    assertThat(database.number("select run from directory_sync where corp_id = 'ding-directory'"))
        .isOne();
  }

  @Test
  void lostEntriesOfTheFeedHaveEverythingReadAnew() {
    run();
    assertThat(view().nextAt()).isAfter(clock.now());
    runs.allDueAt(clock.now());
    clock.advance(Duration.ofSeconds(1));
    steps.startIfDue(CORP);
    assertThat(view().state()).isEqualTo(SyncState.RUNNING);

    runs.allDueAt(clock.now());
    clock.advance(Duration.ofSeconds(1));
    run();
    assertThat(view().state()).isEqualTo(SyncState.COMPLETE);
    assertThat(view().nextAt()).as("what was lost meanwhile").isBeforeOrEqualTo(clock.now());
  }

  @Test
  void aCorpThatIsGivenBackIsReadAtOnceHoweverSoon() {
    run();
    assertThat(view().nextAt()).isAfter(clock.now());

    runner.beginRuns();
    assertThat(view().nextAt()).as("it is the site's").isAfter(clock.now());

    cloud.directory.withdraw(CORP);
    clock.advance(Duration.ofMinutes(2));
    runner.beginRuns();
    clock.advance(Duration.ofSeconds(1));
    assertThat(view().state()).isEqualTo(SyncState.COMPLETE);
    assertThat(view().nextAt()).isBeforeOrEqualTo(clock.now());

    cloud.directory.serve(CORP, AppKind.SUITE);
    clock.advance(Duration.ofMinutes(2));
    runner.beginRuns();
    assertThat(view().state()).isEqualTo(SyncState.RUNNING);
    run();
    assertThat(view().nextAt()).isAfter(clock.now());
  }

  @Test
  void whatChangesTheRangeOfTheReadingAppHasEverythingReadAtOnce() {
    run();
    changes.rangeChanged(CORP, new AppId("internal-hr"), clock.now());
    clock.advance(Duration.ofSeconds(1));
    steps.startIfDue(CORP);
    assertThat(view().state()).as("another app").isEqualTo(SyncState.COMPLETE);

    changes.rangeChanged(CORP, APP, clock.now());
    clock.advance(Duration.ofSeconds(1));
    steps.startIfDue(CORP);
    assertThat(view().state()).isEqualTo(SyncState.RUNNING);

    step();
    changes.rangeChanged(CORP, APP, clock.now());
    clock.advance(Duration.ofSeconds(1));
    run();
    assertThat(view().state()).isEqualTo(SyncState.COMPLETE);
    assertThat(view().nextAt()).as("what the run has passed").isBeforeOrEqualTo(clock.now());
  }

  @Test
  void aFirstRunIsNotRepeatedForTheAuthorisationThatMadeItPossible() {
    var authorised = clock.now();
    clock.advance(Duration.ofSeconds(1));
    steps.startIfDue(CORP);
    step();

    changes.rangeChanged(CORP, APP, authorised);
    run();
    assertThat(view().state()).isEqualTo(SyncState.COMPLETE);
    assertThat(view().nextAt()).isAfter(clock.now());

    changes.rangeChanged(CORP, APP, authorised);
    clock.advance(Duration.ofSeconds(1)); // what is stored is rounded
    assertThat(view().nextAt()).as("one that is told later").isBeforeOrEqualTo(clock.now());
  }

  @Test
  void aCorpThatCouldNotBeReadIsReadAtOnceWhenAnyAppMaySeeMore() {
    run();
    cloud.refuse("range", ErrorCode.DINGTALK_PERMISSION_MISSING, "x");
    steps.start(CORP);
    run();
    assertThat(view().state()).isEqualTo(SyncState.FAILED);
    assertThat(found("worker1")).as("nobody has taken anything back").hasSize(1);
    assertThat(userLookup.search(UserSearch.of(TOP, true, 20, null)).items()).isNotEmpty();

    cloud.accept("range");
    changes.rangeChanged(CORP, new AppId("internal-hr"), clock.now());
    clock.advance(Duration.ofSeconds(1));
    run();
    assertThat(view().state()).isEqualTo(SyncState.COMPLETE);
  }

  @Test
  void ofWhatTheAppMayNotSeeAnyMoreNothingIsTold() {
    run();
    clock.advance(Duration.ofMinutes(2));
    changes.authorisationLost(CORP, new AppId("internal-hr"));
    assertTold();

    changes.authorisationLost(CORP, APP);
    assertNothingTold();

    cloud.refuse("range", ErrorCode.CORP_NOT_AUTHORIZED, "x");
    clock.advance(Duration.ofSeconds(1));
    run();
    assertThat(view().state()).isEqualTo(SyncState.FAILED);
    assertNothingTold();

    cloud.accept("range");
    changes.rangeChanged(CORP, APP, clock.now());
    clock.advance(Duration.ofSeconds(1));
    steps.startIfDue(CORP);
    step();
    assertNothingTold();
    run();
    assertThat(view().state()).isEqualTo(SyncState.COMPLETE);
    assertTold();
  }

  @Test
  void aRunThatFindsTheAuthorisationGoneNeedsNoEvent() {
    run();
    clock.advance(Duration.ofMinutes(2));
    cloud.refuse("range", ErrorCode.CORP_NOT_AUTHORIZED, "x");
    steps.start(CORP);
    run();

    assertNothingTold();
  }

  @Test
  void aRunThatBeganBeforeTheAuthorisationWasLostBringsNothingBack() {
    run();
    clock.advance(Duration.ofMinutes(2));
    steps.start(CORP);
    step();
    clock.advance(Duration.ofSeconds(1));
    changes.authorisationLost(CORP, APP);
    clock.advance(Duration.ofSeconds(1));
    run();

    assertThat(view().state()).isEqualTo(SyncState.COMPLETE);
    assertNothingTold();
    assertThat(view().nextAt()).isBeforeOrEqualTo(clock.now());
  }

  private void assertTold() {
    assertThat(userLookup.search(UserSearch.of(TOP, true, 20, null)).items()).hasSize(7);
    assertThat(userLookup.search(byName("worker1")).items()).hasSize(1);
    assertThat(userLookup.find(ref("worker1")).name()).isEqualTo("worker1");
    assertThat(departmentLookup.roots(CORP, 0, 20).items()).hasSize(1);
    assertThat(departmentLookup.children(TOP, 0, 20).items()).hasSize(2);
    assertThat(departmentLookup.users(TOP, true, 20, null).items()).hasSize(7);
  }

  /** However fresh the books are, and whether or not the cloud can be asked. */
  private void assertNothingTold() {
    assertThat(userLookup.search(byName("worker1")).items()).isEmpty();
    for (var operation : List.of("user", "find", "department")) {
      cloud.refuse(operation, ErrorCode.CORP_NOT_AUTHORIZED, "x");
    }
    var asked = new FindUser(new UnionId("u-1"), null, null);
    assertRefused(() -> userLookup.search(UserSearch.of(TOP, true, 20, null)));
    assertRefused(() -> userLookup.find(ref("worker1")));
    assertRefused(() -> userLookup.find(CORP, asked));
    assertRefused(() -> departmentLookup.roots(CORP, 0, 20));
    assertRefused(() -> departmentLookup.find(TOP));
    assertRefused(() -> departmentLookup.children(TOP, 0, 20));
    assertRefused(() -> departmentLookup.users(TOP, true, 20, null));
    for (var operation : List.of("user", "find", "department")) {
      cloud.refuse(operation, ErrorCode.CLOUD_UNAVAILABLE, "x");
    }
    assertThatThrownBy(() -> userLookup.find(ref("worker1"))).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> departmentLookup.find(TOP)).isInstanceOf(ApiException.class);
    List.of("user", "find", "department").forEach(cloud::accept);
  }

  private static void assertRefused(ThrowingCallable question) {
    assertThatThrownBy(question)
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORP_NOT_AUTHORIZED));
  }

  private static UserSearch byName(String name) {
    return new UserSearch(name, null, null, null, null, null, null, null, null);
  }

  /** All that can be done about the corp now, without waiting for what is put off. */
  private void run() {
    steps.startIfDue(CORP);
    for (var turn = 0; turn < 500; turn++) {
      if (!sync.step()) {
        if (view().state() != SyncState.RUNNING) {
          return;
        }
        clock.advance(config.retryMax());
      }
    }
    throw new AssertionError("the run does not end: " + view());
  }

  private void step() {
    assertThat(sync.step()).isTrue();
  }

  private SyncView view() {
    return runs.find(CORP).orElseThrow();
  }

  private List<User> found(String name) {
    return users
        .search(
            new UserSearch(name, null, CORP, null, null, null, null, null, null), Optional.empty())
        .items();
  }

  private void put(String user, String union, long... in) {
    cloud.directory.put(person(user, union, in));
  }

  private static DirectoryUser person(String user, String union, long... in) {
    return new DirectoryUser(
        CORP,
        new UserId(user),
        APP,
        new UnionId(union),
        user,
        null,
        null,
        Arrays.stream(in).boxed().toList(),
        true);
  }

  private static UserRef ref(String user) {
    return new UserRef(CORP, new UserId(user));
  }

  private static LoginResult login(String user, String union) {
    return new LoginResult(
        new LoginUser(CORP, new UserId(user), new UnionId(union), null, user, null, null),
        APP,
        Instant.EPOCH);
  }
}
