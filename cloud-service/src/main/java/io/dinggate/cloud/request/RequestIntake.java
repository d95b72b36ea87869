package io.dinggate.cloud.request;

import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.request.RequestTable.NewRequest;
import io.dinggate.cloud.site.Audit;
import io.dinggate.cloud.site.AuditEntry;
import io.dinggate.model.SiteId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.request.AcceptedRequest;
import io.dinggate.model.request.RequestToken;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies what a frontend posts, and stores what its site has signed for, once. */
@Singleton
final class RequestIntake {

  private static final String ACTION = "request.accept";

  /** How soon some of a site's requests have ended, or are given up. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final RequestTokens tokens;
  private final RequestBodies bodies;
  private final Writes writes;
  private final RequestConfig config;
  private final Audit audit;
  private final Clock clock;
  private final MeterRegistry meters;

  RequestIntake(
      RequestTokens tokens,
      RequestBodies bodies,
      Writes writes,
      RequestConfig config,
      Audit audit,
      Clock clock,
      MeterRegistry meters) {
    this.tokens = tokens;
    this.bodies = bodies;
    this.writes = writes;
    this.config = config;
    this.audit = audit;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * Takes a request in. When this returns, it is committed.
   *
   * @param authorizations all headers of that name
   * @param origins all headers of that name
   * @throws ApiException when nothing was stored
   * @throws jakarta.validation.ConstraintViolationException when the body breaks a constraint
   */
  AcceptedRequest accept(List<String> authorizations, List<String> origins, byte[] body) {
    try {
      var token = tokens.verify(authorizations, origins);
      var accepted = store(token, body);
      count("accepted");
      return accepted;
    } catch (RefusedTokenException e) {
      var fault = e.fault();
      refused(e.site(), fault.reason());
      throw new ApiException(fault.code(), fault.detail());
    }
  }

  private AcceptedRequest store(VerifiedToken token, byte[] body) {
    var site = token.site().id();
    if (body.length > RequestToken.MAX_BODY_BYTES) {
      count("too-large");
      throw new ApiException(
          ErrorCode.BODY_TOO_LARGE,
          "A request may have " + RequestToken.MAX_BODY_BYTES + " bytes at most.");
    }
    if (!MessageDigest.isEqual(bytes(token.bodyDigest()), bytes(RequestToken.digest(body)))) {
      throw new RefusedTokenException(TokenFault.ALTERED, site);
    }
    var text = checked(site, body);
    var row =
        new NewRequest(
            site,
            token.id(),
            text.kind(),
            token.subject(),
            bodies.seal(site, token.id(), text.json()),
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    switch (writes.sql(connection -> insert(connection, row))) {
      case STORED -> {}
      case USED -> throw new RefusedTokenException(TokenFault.USED, site);
      case FULL -> {
        count("overloaded");
        throw new ApiException(
            ErrorCode.OVERLOADED,
            "Too many requests of this site have not come to their end.",
            List.of(),
            RETRY_AFTER,
            null);
      }
    }
    return new AcceptedRequest(row.id(), row.at());
  }

  private RequestBodies.Text checked(SiteId site, byte[] body) {
    try {
      return bodies.check(body);
    } catch (ApiException | ConstraintViolationException e) {
      refused(site, "validation");
      throw e;
    }
  }

  private Outcome insert(Connection connection, NewRequest row) throws SQLException {
    if (RequestTable.exists(connection, row.site(), row.id())) {
      return Outcome.USED;
    }
    if (RequestTable.open(connection, row.site()) >= config.openPerSite()) {
      return Outcome.FULL;
    }
    return RequestTable.insert(connection, row) ? Outcome.STORED : Outcome.USED;
  }

  /** The subject stays out: it names a person. */
  private void refused(@Nullable SiteId site, String reason) {
    count(reason);
    var actor = site == null ? AuditEntry.BROWSER : AuditEntry.site(site);
    audit.write(new AuditEntry(actor, ACTION, null, reason));
  }

  private void count(String outcome) {
    meters.counter("dinggate.request.intake", "outcome", outcome).increment();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private enum Outcome {
    STORED,
    USED,
    FULL
  }
}
