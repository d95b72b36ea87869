package io.dinggate.local.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.testing.PlainDatabase;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import io.dinggate.model.directory.DirectoryUser;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectoryMirrorTest {

  private static final CorpId CORP = new CorpId("ding-mirror");

  private final PlainDatabase database = PlainDatabase.create();
  private final Clock clock = Clock.systemUTC();
  private final DirectoryMirror mirror = new DirectoryMirror(database.jdbc(), clock);

  @Test
  void aPageIsStoredAndStoredAgain() {
    var page = List.of(user("a", "u-a", "A"), user("b", "u-b", "B"));

    assertThat(store(1, page)).isEqualTo(Drift.ofUsers(2, 2, 0));
    assertThat(store(1, page)).as("the same run").isEqualTo(Drift.NONE);
    assertThat(store(2, page)).as("another run").isEqualTo(Drift.ofUsers(2, 0, 0));
    assertThat(database.number("select count(*) from users")).isEqualTo(2);
    assertThat(database.number("select count(*) from user_identities")).isEqualTo(2);
  }

  @Test
  void whatIsDifferentIsCounted() {
    store(1, List.of(user("a", "u-a", "A"), user("b", "u-b", "B"), user("c", "u-c", "C")));
    database.run("update users set left_at = now() where user_id = 'b'");
    database.run("update users set departments = '{7}' where user_id = 'c'");

    assertThat(
            store(2, List.of(user("a", "u-a", "AA"), user("b", "u-b", "B"), user("c", "u-c", "C"))))
        .isEqualTo(Drift.ofUsers(3, 1, 2));
    assertThat(database.number("select count(*) from users where left_at is null")).isEqualTo(3);
  }

  @Test
  void aPersonWhoIsTwiceOnAPageIsStoredOnce() {
    assertThat(store(1, List.of(user("a", "u-a", "A"), user("a", "u-a", "A"))))
        .isEqualTo(Drift.ofUsers(1, 1, 0));
  }

  @Test
  void whoMayHaveTakenAnotherPlaceIsUnsettledAndOnlySeen() {
    store(1, List.of(user("a", "u-a", "A"), user("b", "u-b", "B"), user("c", "u-c", "C")));
    database.run("update user_identities set app_id = 'other' where union_id = 'u-c'");
    var successor = user("a", "u-new", "Successor");
    var moved = user("bb", "u-b", "B");
    var byAnotherApp = user("c", "u-c", "C");
    var fine = user("d", "u-d", "D");
    var page = List.of(successor, moved, byAnotherApp, fine);

    assertThat(mirror.unsettled(CORP, page)).containsExactly(successor, moved, byAnotherApp);
    assertThat(store(2, page))
        .as("of the moved one nothing is known yet")
        .isEqualTo(Drift.ofUsers(3, 1, 0));
    assertThat(database.number("select count(*) from users where seen_in = 2")).isEqualTo(3);
    assertThat(database.number("select count(*) from users where name = 'Successor'")).isZero();
  }

  @Test
  void twoWhoHaveOneUnionIdAreUnsettled() {
    var page = List.of(user("a", "u-a", "A"), user("b", "u-a", "A"));
    assertThat(mirror.unsettled(CORP, page)).hasSize(2);
    assertThat(store(1, page)).isEqualTo(Drift.NONE);
  }

  @Test
  void formerUsersAreNobodysPlace() {
    store(1, List.of(user("a", "u-a", "A")));
    database.run("update users set former_since = now()");

    assertThat(mirror.unsettled(CORP, List.of(user("a", "u-new", "B")))).isEmpty();
    assertThat(store(2, List.of(user("a", "u-new", "B")))).isEqualTo(Drift.ofUsers(1, 1, 0));
    assertThat(database.number("select count(*) from users")).isEqualTo(2);
  }

  @Test
  void theOpenIdOfASignInStays() {
    store(1, List.of(user("a", "u-a", "A")));
    database.run("update user_identities set open_id = 'open'");
    store(2, List.of(user("a", "u-a", "A")));
    assertThat(database.number("select count(*) from user_identities where open_id = 'open'"))
        .isOne();
  }

  @Test
  void whoLeftOrWasHiddenAfterTheCloudWasAskedStaysSo() {
    var page = List.of(user("a", "u-a", "A"), user("b", "u-b", "B"), user("c", "u-c", "C"));
    store(1, page);
    var askedAt = clock.instant();
    database.run("update users set left_at = clock_timestamp() where user_id = 'a'");
    database.run("update users set hidden_at = clock_timestamp() where user_id = 'b'");

    assertThat(store(2, page, askedAt)).isEqualTo(Drift.ofUsers(3, 0, 0));
    assertThat(database.number("select count(*) from users where left_at is not null")).isOne();
    assertThat(database.number("select count(*) from users where hidden_at is not null")).isOne();

    assertThat(store(3, page)).as("they are back").isEqualTo(Drift.ofUsers(3, 2, 0));
    assertThat(
            database.number(
                "select count(*) from users where left_at is null and hidden_at is null"))
        .isEqualTo(3);
  }

  private Drift store(long run, List<DirectoryUser> page) {
    return store(run, page, clock.instant());
  }

  private Drift store(long run, List<DirectoryUser> page, Instant askedAt) {
    return database.call(() -> mirror.store(CORP, page, run, askedAt));
  }

  private static DirectoryUser user(String id, String union, String name) {
    return new DirectoryUser(
        CORP,
        new UserId(id),
        new AppId("suite-a"),
        new UnionId(union),
        name,
        null,
        null,
        List.of(1L, 2L),
        true);
  }
}
