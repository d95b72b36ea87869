package io.dinggate.local.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.testing.As;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.SignIn;
import io.dinggate.local.testing.TestClients;
import io.dinggate.local.testing.TestClock;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.AppId;
import io.dinggate.model.UnionId;
import io.dinggate.model.login.LoginResult;
import io.dinggate.model.login.LoginUser;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@LocalServiceTest
class ForgottenUsersTest {

  private static final Duration LONG = Duration.ofDays(91);

  @Inject As as;
  @Inject FakeCloud cloud;
  @Inject ForgottenUsers forgotten;
  @Inject SignIn signIn;
  @Inject TestClock clock;
  @Inject TestDatabase database;
  @Inject Users users;

  private final LoginUser person =
      People.person(People.CORP, "gone-" + UUID.randomUUID(), "Somebody");

  @BeforeEach
  void reset() {
    cloud.reset();
    clock.reset();
  }

  @Test
  void whoLeftIsForgottenAfter90DaysWithWhatAppsCalledHer() {
    var user = left();

    forgetAfter(Duration.ofDays(89));
    assertThat(rowsOf(user)).isEqualTo(2);
    forgetAfter(LONG);
    assertThat(rowsOf(user)).isZero();
  }

  @Test
  void whoseUserIdWentToAnotherIsForgottenAfter90DaysAndTheOtherIsNot() {
    var former = users.lookedUp(People.inDirectory(person), clock.now());
    var other =
        users.signedIn(
            new LoginResult(
                new LoginUser(
                    person.corp(), person.userId(), new UnionId("next"), null, "B", null, null),
                new AppId("suite-a"),
                Instant.EPOCH));

    forgetAfter(LONG);

    assertThat(rowsOf(former)).isZero();
    assertThat(rowsOf(other)).isEqualTo(2);
  }

  @Test
  void whomNoAppSeesAnyMoreIsForgottenAfter90Days() {
    var user = users.lookedUp(People.inDirectory(person), clock.now());
    users.hidden(user);

    forgetAfter(Duration.ofDays(89));
    assertThat(rowsOf(user)).isEqualTo(2);
    forgetAfter(LONG);
    assertThat(rowsOf(user)).isZero();
  }

  @Test
  void whoIsBoundToAStaffIsNotForgotten() {
    cloud.directory.put(People.inDirectory(person));
    as.client(TestClients.BOOKS, "bindings:write")
        .body("{\"corp\":\"%s\",\"userId\":\"%s\"}".formatted(person.corp(), person.userId()))
        .put("/api/v1/bindings/" + UUID.randomUUID() + "/7")
        .then()
        .statusCode(200);
    var user = left();

    forgetAfter(LONG);

    assertThat(rowsOf(user)).isEqualTo(2);
  }

  @Test
  void whoseSessionIsStillThereIsNotForgotten() {
    signIn.browserOf(person);
    var user = left();

    forgetAfter(LONG);
    assertThat(rowsOf(user)).isEqualTo(2);

    database.run("delete from sessions where user_row = '" + user.id() + "'");
    forgetAfter(LONG);
    assertThat(rowsOf(user)).isZero();
  }

  private User left() {
    var user = users.lookedUp(People.inDirectory(person), clock.now());
    users.left(user);
    return user;
  }

  private void forgetAfter(Duration time) {
    clock.advance(time);
    forgotten.forget();
    clock.reset();
  }

  private long rowsOf(User user) {
    return database.number(
        """
        select (select count(*) from users where id = '%1$s')
          + (select count(*) from user_identities where user_row = '%1$s')"""
            .formatted(user.id()));
  }
}
