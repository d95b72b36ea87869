package io.dinggate.local.login;

import static io.dinggate.local.testing.People.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.AppId;
import io.dinggate.model.login.LoginResult;
import io.dinggate.platform.Tokens;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What another request did to a login while this one was waiting for the cloud. */
@LocalServiceTest
class LoginBookTest {

  @Inject LoginBook book;
  @Inject Clock clock;
  @Inject TestDatabase database;

  @BeforeEach
  void reset() {
    database.run("update logins set state = 'DEAD' where state = 'OPEN'");
  }

  @Test
  void aLoginIsFinishedOnce() {
    var login = open();
    assertThat(finish(login)).isTrue();
    assertThat(finish(login)).isFalse();
    assertThat(sessionsOf(login)).isOne();
  }

  @Test
  void aLoginWhoseTicketWasBurnedMeanwhileIsNotFinished() {
    var login = open();
    book.burn(login);
    assertThat(finish(login)).isFalse();
    assertThat(sessionsOf(login)).isZero();
  }

  private UUID open() {
    var login = UUID.randomUUID();
    book.open(login, "browser", "verifier", ReturnTo.START, "address");
    return login;
  }

  private boolean finish(UUID login) {
    var result = new LoginResult(ANNA, new AppId("suite-a"), clock.instant());
    return book.finish(login, "ticket", result, Tokens.random256(), null);
  }

  private long sessionsOf(UUID login) {
    return database.number("select count(*) from sessions where login_id = '" + login + "'");
  }
}
