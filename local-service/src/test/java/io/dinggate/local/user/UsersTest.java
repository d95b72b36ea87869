package io.dinggate.local.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.TestClock;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.OpenId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.login.LoginResult;
import io.dinggate.model.login.LoginUser;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@LocalServiceTest
class UsersTest {

  private static final CorpId CORP = new CorpId("ding-users");

  @Inject Users users;
  @Inject TestClock clock;
  @Inject TestDatabase database;

  @BeforeEach
  void reset() {
    clock.reset();
    database.run("delete from user_identities");
    database.run("update users set former_since = now() where corp_id = 'ding-users'");
  }

  @Test
  void nobodyIsKnownWhoWasNeverMet() {
    assertThat(users.find(ref("nobody"))).isEmpty();
  }

  @Test
  void theSamePersonStaysTheSameUserUnderANewName() {
    var before = users.signedIn(login("wang", "union-1", "open-1", "Wang"));
    var after = users.signedIn(login("wang", "union-1", "open-1", "Wang Fang"));
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(users.find(ref("wang"))).map(User::name).contains("Wang Fang");
  }

  @Test
  void aChangedUnionIdIsAnotherUser() {
    var before = users.signedIn(login("wang", "union-1", "open-1", "Wang"));
    var after = users.signedIn(login("wang", "union-2", "open-2", "Wang"));
    assertThat(after.id()).isNotEqualTo(before.id());
    assertThat(users.find(ref("wang"))).map(User::id).contains(after.id());
    assertThat(users.find(before.id())).map(User::unionId).contains(new UnionId("union-1"));
  }

  @Test
  void aChangedUserIdIsAnotherUser() {
    var before = users.signedIn(login("wang", "union-1", "open-1", "Wang"));
    var after = users.signedIn(login("wang.fang", "union-1", "open-1", "Wang"));
    assertThat(after.id()).isNotEqualTo(before.id());
    assertThat(users.find(ref("wang"))).isEmpty();
    assertThat(users.current(before.id())).isEmpty();
  }

  @Test
  void theSameUserIdInAnotherCorpIsSomebodyElse() {
    var here = users.signedIn(login("wang", "union-1", "open-1", "Wang"));
    var there =
        users.lookedUp(
            People.inDirectory(People.person(People.OTHER_CORP, "wang", "Another Wang")),
            clock.now());
    assertThat(there.id()).isNotEqualTo(here.id());
    assertThat(users.current(here.id())).isPresent();
  }

  @Test
  void theOpenIdIsKeptForItsAppBesideTheUnionId() {
    var user = users.signedIn(login("wang", "union-1", "open-1", "Wang"));
    assertThat(database.dump("user_identities"))
        .contains("(" + user.id() + ",suite-a,union-1,open-1)");
  }

  @Test
  void aLookUpThatTellsNoOpenIdLeavesTheOneThatIsKnown() {
    var user = users.signedIn(login("wang", "union-1", "open-1", "Wang"));
    users.signedIn(login("wang", "union-1", null, "Wang"));
    assertThat(database.dump("user_identities"))
        .contains("(" + user.id() + ",suite-a,union-1,open-1)");
  }

  @Test
  void theUnionIdsOfTwoDevelopersAreNotCompared() {
    var met = users.signedIn(login("wang", "union-1", "open-1", "Wang"));
    var byAnother = users.signedIn(login("internal-hr", "wang", "union-x", null, "Wang"));
    assertThat(byAnother.id()).isEqualTo(met.id());
    assertThat(byAnother.unionId()).isEqualTo(new UnionId("union-1"));

    var again = users.signedIn(login("wang", "union-1", "open-1", "Wang"));
    assertThat(again.id()).isEqualTo(met.id());
    var successor = users.signedIn(login("internal-hr", "wang", "union-y", null, "Another Wang"));
    assertThat(successor.id()).isNotEqualTo(met.id());
  }

  @Test
  void aUserIsFoundByTheUnionIdOfAnyApp() {
    var met = users.signedIn(login("wang", "union-1", "open-1", "Wang"));
    users.signedIn(login("internal-hr", "wang", "union-x", null, "Wang"));
    for (var known : List.of("union-1", "union-x")) {
      assertThat(
              users
                  .search(
                      new UserSearch(
                          null, new UnionId(known), CORP, null, null, null, null, null, null),
                      Optional.empty())
                  .items())
          .extracting(User::id)
          .containsExactly(met.id());
    }
  }

  @Test
  void aUserIsFoundByTheUnionIdThatAnyAppToldOfTheOneWhoIsHere() {
    var met = users.signedIn(login("wang", "union-1", "open-1", "Wang"));
    users.signedIn(login("internal-hr", "wang", "union-1", null, "Wang"));
    users.signedIn(login("internal-hr", "li", "union-li", null, "Li"));

    assertThat(users.find(CORP, new UnionId("union-1"))).map(User::id).contains(met.id());
    assertThat(users.find(People.OTHER_CORP, new UnionId("union-1"))).isEmpty();

    users.left(met);
    assertThat(users.find(CORP, new UnionId("union-1"))).isEmpty();
  }

  @Test
  void whatWasAskedBeforeSomebodyLeftDoesNotBringHerBack() {
    var wang = People.inDirectory(People.person(CORP, "wang", "Wang"));
    var askedAt = clock.now();
    var met = users.lookedUp(wang, askedAt);
    clock.advance(Duration.ofSeconds(1));
    users.left(met);

    users.lookedUp(wang, askedAt);
    assertThat(users.find(ref("wang"))).isEmpty();
    assertThat(users.gone(List.of(ref("wang")))).containsExactly(ref("wang"));

    clock.advance(Duration.ofSeconds(1));
    users.lookedUp(wang, clock.now());
    assertThat(users.find(ref("wang"))).map(User::id).contains(met.id());
  }

  @Test
  void whatWasAskedBeforeSomebodyWasHiddenDoesNotShowHer() {
    var wang = People.inDirectory(People.person(CORP, "wang", "Wang"));
    var askedAt = clock.now();
    var met = users.lookedUp(wang, askedAt);
    clock.advance(Duration.ofSeconds(1));
    users.hidden(met);

    users.lookedUp(wang, askedAt);
    assertThat(hidden(met)).isOne();

    clock.advance(Duration.ofSeconds(1));
    users.lookedUp(wang, clock.now());
    assertThat(hidden(met)).isZero();
  }

  private long hidden(User user) {
    return database.number(
        "select count(*) from users where hidden_at is not null and id = '" + user.id() + "'");
  }

  @Test
  void whoHasLeftSinceSheWasIdentifiedIsNotSignedIn() {
    var before = login("wang", "union-1", "open-1", "Wang", clock.now());
    var met = users.signedIn(before);
    clock.advance(Duration.ofSeconds(1));
    users.left(met);

    assertThatThrownBy(() -> users.signedIn(before))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USER_NOT_IN_CORP));
    assertThat(users.find(ref("wang"))).isEmpty();

    clock.advance(Duration.ofSeconds(1));
    var after = login("wang", "union-1", "open-1", "Wang", clock.now());
    assertThat(users.signedIn(after).id()).isEqualTo(met.id());
  }

  @Test
  void manyWhoMeetTheSameNewPersonAtOnceMakeOneUser() throws Exception {
    Callable<User> meet = () -> users.signedIn(login("many", "union-many", "open-many", "Many"));
    try (var pool = Executors.newFixedThreadPool(8)) {
      var ids = new HashSet<UUID>();
      for (var met : pool.invokeAll(Collections.nCopies(16, meet))) {
        ids.add(met.get().id());
      }
      assertThat(ids).hasSize(1);
    }
  }

  private static UserRef ref(String userId) {
    return new UserRef(CORP, new UserId(userId));
  }

  private static LoginResult login(String userId, String unionId, String openId, String name) {
    return login("suite-a", userId, unionId, openId, name);
  }

  private static LoginResult login(
      String userId, String unionId, String openId, String name, Instant at) {
    return login("suite-a", userId, unionId, openId, name, at);
  }

  private static LoginResult login(
      String app, String userId, String unionId, String openId, String name) {
    return login(app, userId, unionId, openId, name, Instant.EPOCH);
  }

  private static LoginResult login(
      String app, String userId, String unionId, String openId, String name, Instant at) {
    return new LoginResult(
        new LoginUser(
            CORP,
            new UserId(userId),
            new UnionId(unionId),
            openId == null ? null : new OpenId(openId),
            name,
            null,
            null),
        new AppId(app),
        at);
  }
}
