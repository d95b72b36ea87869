package io.dinggate.cloud.login;

import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.site.Audit;
import io.dinggate.cloud.site.AuditEntry;
import io.dinggate.model.login.LoginResult;
import io.dinggate.model.login.LoginTicket;
import io.dinggate.model.login.LoginUser;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Tokens;
import io.dinggate.platform.web.RequestIds;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The durable steps of a login between DingTalk's callback and its ticket. Each is committed when
 * its method returns.
 */
@ApplicationScoped
class CallbackSteps {

  private final Writes writes;
  private final LoginSecrets secrets;
  private final LoginConfig config;
  private final Audit audit;
  private final Clock clock;

  CallbackSteps(Writes writes, LoginSecrets secrets, LoginConfig config, Audit audit, Clock clock) {
    this.writes = writes;
    this.secrets = secrets;
    this.config = config;
    this.audit = audit;
    this.clock = clock;
  }

  /** Where a callback found its transaction, or moved it to. */
  sealed interface Step {

    /** Now {@code EXCHANGING}: the code may be offered to DingTalk, by the caller alone. */
    record Exchange(LoginRow login) implements Step {}

    /** The same code made this ticket before, and nobody has acknowledged it. */
    record Again(LoginRow login, LoginTicket ticket) implements Step {}

    /** An exchange that a crash cut short; the page has to be shown again under the new state. */
    record Anew(LoginRow login, String freshState) implements Step {
      @Override
      public String toString() {
        return "Anew[" + login + "]";
      }
    }

    /** Failed in this step. */
    record Failed(LoginRow login, ErrorCode why) implements Step {}

    /** The same code failed before. */
    record FailedBefore(LoginRow login) implements Step {}

    /** Nothing that may be answered. */
    record Replayed(LoginRow login) implements Step {}

    /** No transaction has the state any more: another code has just moved it to a fresh one. */
    record Gone() implements Step {}
  }

  /**
   * A code has come. To be called by one thread per state at a time: an {@code EXCHANGING} found
   * here is taken for the remnant of a crash.
   */
  Step offer(String stateIndex, String codeIndex) {
    var freshState = Tokens.random256();
    var freshIndex = secrets.stateIndex(freshState);
    var now = clock.instant();
    var requestId = RequestIds.current();
    return writes.sql(
        connection -> {
          var found = LoginTable.findByState(connection, stateIndex);
          if (found.isEmpty()) {
            return new Step.Gone();
          }
          var login = found.get();
          if (login.phase() == LoginPhase.NEW && !now.isBefore(login.expiresAt())) {
            return fail(connection, login, ErrorCode.LOGIN_EXPIRED, now, requestId);
          }
          if (login.phase() == LoginPhase.NEW) {
            return begin(connection, login, codeIndex);
          }
          if (!login.hasSameCode(codeIndex)) {
            return new Step.Replayed(login);
          }
          return repeated(connection, login, freshState, freshIndex, now, requestId);
        });
  }

  private Step begin(Connection connection, LoginRow login, String codeIndex) throws SQLException {
    var keepUntil = login.expiresAt().plus(config.remember());
    if (!OfferedCodes.record(connection, codeIndex, keepUntil)) {
      return new Step.Replayed(login);
    }
    LoginTable.exchanging(connection, login.id(), codeIndex);
    return new Step.Exchange(login);
  }

  private Step repeated(
      Connection connection,
      LoginRow login,
      String freshState,
      String freshIndex,
      Instant now,
      @Nullable String requestId)
      throws SQLException {
    return switch (login.phase()) {
      case EXCHANGING -> {
        if (!now.isBefore(login.expiresAt())) {
          yield fail(connection, login, ErrorCode.LOGIN_EXPIRED, now, requestId);
        }
        LoginTable.startAnew(connection, login.id(), freshIndex);
        yield new Step.Anew(login, freshState);
      }
      case DONE, REDEEMED -> again(login);
      case FAILED -> new Step.FailedBefore(login);
      case NEW, ACKNOWLEDGED, DEAD -> new Step.Replayed(login);
    };
  }

  private Step again(LoginRow login) {
    var sealed = login.sealedTicket();
    return sealed == null
        ? new Step.Replayed(login)
        : new Step.Again(login, secrets.openTicket(login.id(), sealed));
  }

  /** No code has come, but DingTalk's {@code error}. */
  Step decline(String stateIndex) {
    var now = clock.instant();
    var requestId = RequestIds.current();
    return writes.sql(
        connection -> {
          var found = LoginTable.findByState(connection, stateIndex);
          if (found.isEmpty()) {
            return new Step.Gone();
          }
          var login = found.get();
          if (login.phase() != LoginPhase.NEW) {
            return new Step.Replayed(login);
          }
          var why =
              now.isBefore(login.expiresAt()) ? ErrorCode.LOGIN_DENIED : ErrorCode.LOGIN_EXPIRED;
          return fail(connection, login, why, now, requestId);
        });
  }

  /** The person is known: makes the ticket. */
  LoginTicket done(LoginRow login, LoginUser user) {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var ticket = new LoginTicket(Tokens.random256());
    var ticketIndex = secrets.ticketIndex(ticket);
    var sealedTicket = secrets.seal(login.id(), ticket);
    var result = secrets.seal(login.id(), new LoginResult(user, login.app(), now));
    writes.followUp(
        connection -> {
          LoginTable.done(
              connection, login.id(), ticketIndex, sealedTicket, result, now, keepUntil(now));
          return login;
        });
    return ticket;
  }

  /** The person may not sign in, or it could not be found out who it is. */
  void failed(LoginRow login, ErrorCode why) {
    var now = clock.instant();
    var requestId = RequestIds.current();
    writes.followUp(connection -> fail(connection, login, why, now, requestId));
  }

  private Step fail(
      Connection connection, LoginRow login, ErrorCode why, Instant now, @Nullable String requestId)
      throws SQLException {
    LoginTable.failed(connection, login.id(), why.wire(), keepUntil(now));
    audit.insert(
        connection,
        new AuditEntry(AuditEntry.BROWSER, "login.callback", login.id().value(), why.wire()),
        requestId);
    return new Step.Failed(login, why);
  }

  private Instant keepUntil(Instant now) {
    return now.plus(config.redeem()).plus(config.acknowledge()).plus(config.remember());
  }
}
