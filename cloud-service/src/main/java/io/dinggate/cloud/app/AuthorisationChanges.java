package io.dinggate.cloud.app;

import io.dinggate.cloud.app.AuthorisationTable.Row;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.registry.App;
import io.dinggate.model.CorpId;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what DingTalk says about the authorisations of suites. Every change that counts voids
 * the access tokens of the app in the corp, in memory and on the disk, within the same commit.
 *
 * <p>{@code at} is the time of the change by DingTalk's clock. Every method answers whether the
 * change counted: not so when a newer one is known, or when it says nothing (a stop after the corp
 * has taken its authorisation back). Repeating a change does no harm.
 */
@Singleton
public final class AuthorisationChanges {

  private final Writes writes;

  AuthorisationChanges(Writes writes) {
    this.writes = writes;
  }

  /**
   * The corp has installed the suite's app or changed what it allows.
   *
   * @param agentId the app's instance in the corp; null when DingTalk did not tell, then a known
   *     one stays
   * @param corpName the corp's name; null when DingTalk did not tell, then a known one stays
   */
  public boolean authorised(
      App suite, CorpId corp, Instant at, @Nullable Long agentId, @Nullable String corpName) {
    return apply(AuthorisationChange.AUTHORISED, suite, corp, at, agentId, corpName);
  }

  /**
   * The corp has changed what the app may see, which the access tokens of before do not know.
   *
   * @param agentId as in {@link #authorised}
   */
  public boolean changed(App suite, CorpId corp, Instant at, @Nullable Long agentId) {
    return apply(AuthorisationChange.CHANGED, suite, corp, at, agentId, null);
  }

  /** The corp has switched the app off. */
  public boolean stopped(App suite, CorpId corp, Instant at) {
    return apply(AuthorisationChange.STOPPED, suite, corp, at, null, null);
  }

  /** The corp has switched the app on again. */
  public boolean restored(App suite, CorpId corp, Instant at) {
    return apply(AuthorisationChange.RESTORED, suite, corp, at, null, null);
  }

  /** The corp has taken the app out, but keeps the authorisation. */
  public boolean removed(App suite, CorpId corp, Instant at) {
    return apply(AuthorisationChange.REMOVED, suite, corp, at, null, null);
  }

  /** The corp has taken its authorisation back, or does not exist any more. */
  public boolean relieved(App suite, CorpId corp, Instant at) {
    return apply(AuthorisationChange.RELIEVED, suite, corp, at, null, null);
  }

  /**
   * DingTalk was asked, because no push has told about the corp or its agent. Counts only where
   * nothing was pushed, or nothing since the corp took its authorisation back, and never outranks a
   * push: an answer has no time of DingTalk's clock, and a push of the same moment may tell of its
   * end.
   *
   * @param relievedAt when it was taken back, as was known before DingTalk was asked; null when it
   *     was not
   */
  boolean recovered(
      App suite,
      CorpId corp,
      @Nullable Instant relievedAt,
      @Nullable Long agentId,
      @Nullable String corpName) {
    var counted =
        writes.sql(connection -> recovered(connection, suite, corp, relievedAt, agentId, corpName));
    if (counted) {
      Log.infof("authorisation of %s in corp %s was asked for", suite.id(), corp);
    }
    return counted;
  }

  private static boolean recovered(
      Connection connection,
      App suite,
      CorpId corp,
      @Nullable Instant relievedAt,
      @Nullable Long agentId,
      @Nullable String corpName)
      throws SQLException {
    var known = known(connection, suite, corp);
    var change = AuthorisationChange.AUTHORISED;
    if (known == null) {
      return apply(connection, change, suite, corp, Instant.EPOCH, agentId, corpName);
    }
    if (known.state() == AuthorisationState.RELIEVED && known.changedAt().equals(relievedAt)) {
      return apply(connection, change, suite, corp, known.changedAt(), agentId, corpName);
    }
    if (known.state() != AuthorisationState.AUTHORISED || known.agentId() != null) {
      return false;
    }
    AuthorisationTable.complete(
        connection, suite.id(), corp, agentId, orElse(known.corpName(), corpName));
    return true;
  }

  private boolean apply(
      AuthorisationChange change,
      App suite,
      CorpId corp,
      Instant at,
      @Nullable Long agentId,
      @Nullable String corpName) {
    var counted =
        writes.sql(connection -> apply(connection, change, suite, corp, at, agentId, corpName));
    if (counted) {
      Log.infof("authorisation of %s in corp %s: %s", suite.id(), corp, change);
    }
    return counted;
  }

  private static boolean apply(
      Connection connection,
      AuthorisationChange change,
      App suite,
      CorpId corp,
      Instant at,
      @Nullable Long agentId,
      @Nullable String corpName)
      throws SQLException {
    var known = known(connection, suite, corp);
    var next = change.after(known == null ? null : known.state());
    if (next == null || (known != null && at.isBefore(known.changedAt()))) {
      return false;
    }
    // A reinstalled app is another instance: the old number must not come back.
    var knownAgent = known == null ? null : known.agentId();
    AuthorisationTable.put(
        connection,
        suite.id(),
        corp,
        new Row(
            next,
            next == AuthorisationState.RELIEVED ? null : orElse(agentId, knownAgent),
            orElse(corpName, known == null ? null : known.corpName()),
            suite.clientId(),
            at));
    return true;
  }

  /** What a corp has given to another suite, which the app id named before, says nothing. */
  private static @Nullable Row known(Connection connection, App suite, CorpId corp)
      throws SQLException {
    return AuthorisationTable.find(connection, suite.id(), corp)
        .filter(row -> row.clientId() == null || row.clientId().equals(suite.clientId()))
        .orElse(null);
  }

  private static <T> @Nullable T orElse(@Nullable T told, @Nullable T known) {
    return told == null ? known : told;
  }
}
