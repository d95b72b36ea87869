package io.dinggate.cloud.login;

import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.site.Audit;
import io.dinggate.cloud.site.AuditEntry;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.SiteId;
import io.dinggate.model.login.LoginResult;
import io.dinggate.model.login.LoginTicket;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.web.RequestIds;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a site does with a login ticket. Until it is acknowledged a ticket serves the site and the
 * verifier it was made for; afterwards, and for anybody else, it is refused and audited.
 */
@ApplicationScoped
class LoginTickets {

  private static final String REDEEM = "login.redeem";
  private static final String ACKNOWLEDGE = "login.acknowledge";
  private static final String ABANDON = "login.abandon";

  private final Writes writes;
  private final LoginSecrets secrets;
  private final LoginConfig config;
  private final Audit audit;
  private final Clock clock;

  LoginTickets(Writes writes, LoginSecrets secrets, LoginConfig config, Audit audit, Clock clock) {
    this.writes = writes;
    this.secrets = secrets;
    this.config = config;
    this.audit = audit;
    this.clock = clock;
  }

  /** What a unit found: the login to answer from, or why there is none. */
  private sealed interface Outcome {
    record Granted(LoginRow login) implements Outcome {}

    record Refused(AuditEntry entry) implements Outcome {}
  }

  @FunctionalInterface
  private interface TicketUnit {
    /** Why it is refused; null when it is granted. */
    @Nullable String run(Connection connection, LoginRow login, Instant now) throws SQLException;
  }

  /** Who signed in. */
  LoginResult redeem(CallingSite site, LoginTicket ticket, String verifier) {
    var login =
        decide(
            REDEEM,
            site.id(),
            ticket,
            (connection, row, now) -> {
              var why = notTheirs(row, site.id(), verifier);
              return why == null ? redeemOnce(connection, row, now) : why;
            });
    var sealed = login.sealedResult();
    if (sealed == null) {
      throw new IllegalStateException("a login that is done has no result");
    }
    return secrets.openResult(login.id(), sealed);
  }

  private @Nullable String redeemOnce(Connection connection, LoginRow login, Instant now)
      throws SQLException {
    return switch (login.phase()) {
      case DONE -> {
        if (isPast(login.doneAt(), config.redeem(), now)) {
          yield "redeemed-too-late";
        }
        LoginTable.redeemed(connection, login.id(), now, keepUntil(now));
        yield null;
      }
      case REDEEMED ->
          isPast(login.redeemedAt(), config.acknowledge(), now) ? "repeated-too-late" : null;
      case ACKNOWLEDGED -> "acknowledged-before";
      case NEW, EXCHANGING, FAILED, DEAD -> "dead";
    };
  }

  /** Ends the ticket; harmless when repeated. */
  void acknowledge(CallingSite site, LoginTicket ticket, String verifier) {
    decide(
        ACKNOWLEDGE,
        site.id(),
        ticket,
        (connection, row, now) -> {
          var why = notTheirs(row, site.id(), verifier);
          return why == null ? acknowledgeOnce(connection, row, now) : why;
        });
  }

  private @Nullable String acknowledgeOnce(Connection connection, LoginRow login, Instant now)
      throws SQLException {
    return switch (login.phase()) {
      case ACKNOWLEDGED -> null;
      case REDEEMED -> {
        if (isPast(login.redeemedAt(), config.acknowledge(), now)) {
          yield "acknowledged-too-late";
        }
        LoginTable.ended(connection, login.id(), LoginPhase.ACKNOWLEDGED, keepUntil(now));
        yield null;
      }
      case DONE -> "not-redeemed";
      case NEW, EXCHANGING, FAILED, DEAD -> "dead";
    };
  }

  /** Burns the ticket. Never fails: whoever calls has nothing to learn from it. */
  void abandon(CallingSite site, LoginTicket ticket) {
    var ticketIndex = secrets.ticketIndex(ticket);
    var requestId = RequestIds.current();
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var entry =
        writes.sql(
            connection -> {
              var login = LoginTable.findByTicket(connection, ticketIndex);
              var noted = burn(connection, site.id(), login, now);
              audit.insert(connection, noted, requestId);
              return noted;
            });
    audit.log(entry);
  }

  private AuditEntry burn(Connection connection, SiteId site, Optional<LoginRow> login, Instant now)
      throws SQLException {
    if (login.isEmpty()) {
      return entry(ABANDON, site, null, "unknown-ticket");
    }
    var row = login.get();
    if (!row.site().equals(site)) {
      return entry(ABANDON, site, row, "other-site");
    }
    return switch (row.phase()) {
      case DONE, REDEEMED -> {
        LoginTable.ended(connection, row.id(), LoginPhase.DEAD, keepUntil(now));
        yield entry(ABANDON, site, row, "without-its-browser");
      }
      case NEW, EXCHANGING, FAILED, ACKNOWLEDGED, DEAD -> entry(ABANDON, site, row, "dead");
    };
  }

  private LoginRow decide(String action, SiteId site, LoginTicket ticket, TicketUnit unit) {
    var ticketIndex = secrets.ticketIndex(ticket);
    var requestId = RequestIds.current();
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var outcome =
        writes.<Outcome>sql(
            connection -> {
              var login = LoginTable.findByTicket(connection, ticketIndex);
              var why = login.isEmpty() ? "unknown-ticket" : unit.run(connection, login.get(), now);
              if (why == null) {
                return new Outcome.Granted(login.orElseThrow());
              }
              var entry = entry(action, site, login.orElse(null), why);
              audit.insert(connection, entry, requestId);
              return new Outcome.Refused(entry);
            });
    return switch (outcome) {
      case Outcome.Granted(var login) -> login;
      case Outcome.Refused(var entry) -> {
        audit.log(entry);
        throw new ApiException(ErrorCode.LOGIN_TICKET_INVALID);
      }
    };
  }

  private static @Nullable String notTheirs(LoginRow login, SiteId site, String verifier) {
    if (!login.site().equals(site)) {
      return "other-site";
    }
    return LoginSecrets.isVerifierOf(verifier, login.challenge()) ? null : "other-verifier";
  }

  private static boolean isPast(@Nullable Instant since, Duration limit, Instant now) {
    return since == null || now.isAfter(since.plus(limit));
  }

  private Instant keepUntil(Instant now) {
    return now.plus(config.acknowledge()).plus(config.remember());
  }

  private static AuditEntry entry(
      String action, SiteId site, @Nullable LoginRow login, String reason) {
    return new AuditEntry(
        AuditEntry.site(site), action, login == null ? null : login.id().value(), reason);
  }
}
