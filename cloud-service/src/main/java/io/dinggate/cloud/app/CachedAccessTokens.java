package io.dinggate.cloud.app;

import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.platform.StorageException;
import io.dinggate.cloud.registry.App;
import io.dinggate.model.CorpId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.platform.SingleFlight;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@link AccessTokens} in memory before the database before DingTalk. A token belongs to the
 * authorisation and the credentials that it was fetched under, so that a change of these voids it
 * wherever it is, also one that is on its way. A token that DingTalk has rejected is offered to
 * nobody again, whether another one can be fetched or not, unless DingTalk gives the same one out
 * anew: it does so with the living token of an internal app.
 */
@Singleton
final class CachedAccessTokens implements AccessTokens {

  private final KnownAuthorisations authorisations;
  private final TokenFetch tokens;
  private final AccessTokenRows rows;
  private final AppCredentials credentials;
  private final Clock clock;
  private final AppConfig config;
  private final ConcurrentMap<AppCorp, AccessToken> memory = new ConcurrentHashMap<>();
  private final ConcurrentMap<AppCorp, String> rejected = new ConcurrentHashMap<>();
  private final SingleFlight<Flight, AccessToken> flights = new SingleFlight<>();

  CachedAccessTokens(
      KnownAuthorisations authorisations,
      TokenFetch tokens,
      AccessTokenRows rows,
      AppCredentials credentials,
      Clock clock,
      AppConfig config) {
    this.authorisations = authorisations;
    this.tokens = tokens;
    this.rows = rows;
    this.credentials = credentials;
    this.clock = clock;
    this.config = config;
  }

  @Override
  public <T extends @Nullable Object> T call(App app, CorpId corp, Function<String, T> use) {
    var token = current(app, corp);
    try {
      return use.apply(token.value());
    } catch (DingTalkException e) {
      if (!(e.failure() instanceof DingTalkFailure.TokenRejected)) {
        throw e;
      }
    }
    return use.apply(successor(app, corp, token.value()).value());
  }

  /** Here so that it can be decorated. */
  @Override
  public <T extends @Nullable Object> T countedCall(App app, CorpId corp, Function<String, T> use) {
    return call(app, corp, use);
  }

  private AccessToken current(App app, CorpId corp) {
    var key = new AppCorp(app.id(), corp);
    var basis = basis(app, corp);
    var cached = memory.get(key);
    var now = clock.instant();
    if (cached == null || !cached.alive(now, basis) || isRejected(key, cached)) {
      return renewed(app, key, basis, null);
    }
    return cached.fresh(now, basis) ? cached : refreshed(app, key, cached);
  }

  private TokenBasis basis(App app, CorpId corp) {
    return new TokenBasis(
        authorisations.requireStanding(app, corp).revision(), credentials.fingerprint(app));
  }

  /** One caller replaces the token ahead of its end, the others go on with the old one. */
  private AccessToken refreshed(App app, AppCorp key, AccessToken old) {
    var postponed = old.refreshAt(clock.instant().plus(config.refreshPause()));
    if (!memory.replace(key, old, postponed)) {
      return old;
    }
    try {
      return renewed(app, key, old.basis(), old.value());
    } catch (DingTalkException e) {
      Log.warnf(
          "no new token of %s in corp %s, the old one still serves: %s",
          key.app(), key.corp(), e.getMessage());
      return old;
    }
  }

  /** Drops that very token, unless somebody has replaced it already, and takes another one. */
  private AccessToken successor(App app, CorpId corp, String token) {
    var key = new AppCorp(app.id(), corp);
    if (!token.equals(rejected.put(key, token))) {
      drop(key, token);
    }
    memory.computeIfPresent(key, (_, cached) -> cached.is(token) ? null : cached);
    var basis = basis(app, corp);
    var landed = renewed(app, key, basis, token);
    // The flight may have been under way with that token before anybody knew of the rejection.
    return isRejected(key, landed) ? renewed(app, key, basis, token) : landed;
  }

  private void drop(AppCorp key, String token) {
    try {
      rows.drop(key, token);
    } catch (StorageException | ApiException e) {
      // Not used by this process all the same; costs one call after a restart.
      Log.warnf(
          "rejected token of %s in corp %s stays on the disk: %s",
          key.app(), key.corp(), e.getMessage());
    }
  }

  private boolean isRejected(AppCorp key, AccessToken token) {
    return token.is(rejected.get(key));
  }

  private AccessToken renewed(App app, AppCorp key, TokenBasis basis, @Nullable String unwanted) {
    return flights.run(new Flight(key, basis), () -> renew(app, key, basis, unwanted));
  }

  /**
   * The work of one flight: memory and database are looked at again, as a flight may just have
   * landed.
   */
  private AccessToken renew(App app, AppCorp key, TokenBasis basis, @Nullable String unwanted) {
    var now = clock.instant();
    var cached = memory.get(key);
    if (cached != null && wanted(key, cached, unwanted) && cached.fresh(now, basis)) {
      return cached;
    }
    var token =
        rows.find(key)
            .filter(kept -> wanted(key, kept, unwanted) && kept.fresh(now, basis))
            .orElseGet(() -> fetched(app, key, basis));
    memory.put(key, token);
    return token;
  }

  private boolean wanted(AppCorp key, AccessToken token, @Nullable String unwanted) {
    return !token.is(unwanted) && !isRejected(key, token);
  }

  private AccessToken fetched(App app, AppCorp key, TokenBasis basis) {
    var token = tokens.fetch(app, key.corp(), basis);
    rejected.remove(key, token.value());
    try {
      rows.save(key, app.kind(), token);
    } catch (StorageException | ApiException e) {
      // Costs another fetch after a restart, no more.
      Log.warnf(
          "token of %s in corp %s is kept in memory only: %s",
          key.app(), key.corp(), e.getMessage());
    }
    return token;
  }

  private record Flight(AppCorp key, TokenBasis basis) {}
}
