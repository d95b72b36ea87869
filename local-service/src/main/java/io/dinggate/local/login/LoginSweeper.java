package io.dinggate.local.login;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/** Forgets logins and sessions a day after they ended. */
@ApplicationScoped
class LoginSweeper {

  private static final Duration KEPT = Duration.ofDays(1);

  private final LoginBook book;
  private final Sessions sessions;
  private final Clock clock;

  LoginSweeper(LoginBook book, Sessions sessions, Clock clock) {
    this.book = book;
    this.sessions = sessions;
    this.clock = clock;
  }

  @Scheduled(every = "1h", delayed = "1m")
  void sweep() {
    var before = clock.instant().minus(KEPT);
    book.sweep(before);
    sessions.sweep(before);
  }
}
