package io.dinggate.cloud.app;

import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.AppKind;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@link Authorisations} out of the registry and what DingTalk has pushed. */
@Singleton
final class KnownAuthorisations implements Authorisations {

  private final Registry registry;
  private final AuthorisationRows rows;
  private final AuthorisationRecovery recovery;

  KnownAuthorisations(Registry registry, AuthorisationRows rows, AuthorisationRecovery recovery) {
    this.registry = registry;
    this.rows = rows;
    this.recovery = recovery;
  }

  @Override
  public Optional<Authorisation> find(AppId app, CorpId corp) {
    return registry
        .snapshot()
        .app(app)
        .flatMap(known -> standing(known, corp))
        .map(Standing::authorisation);
  }

  @Override
  public List<CorpId> corps(App app) {
    return switch (app.kind()) {
      case SUITE -> rows.corps(app);
      case INTERNAL -> app.corp() == null ? List.of() : List.of(app.corp());
    };
  }

  @Override
  public Authorisation require(App app, CorpId corp) {
    var authorisation = requireStanding(app, corp).authorisation();
    if (authorisation.agentId() != null || app.kind() == AppKind.INTERNAL) {
      return authorisation;
    }
    return active(recovery.recover(app, corp), app, corp).authorisation();
  }

  /**
   * As {@link #require}, for whoever needs no agent id.
   *
   * @throws ApiException as {@link #require}
   */
  Standing requireStanding(App app, CorpId corp) {
    var standing = standing(app, corp);
    if (app.kind() == AppKind.SUITE) {
      standing =
          standing.isEmpty()
              ? recovery.recover(app, corp)
              : Optional.of(recovery.unlessItCameBack(app, standing.get()));
    }
    return active(standing, app, corp);
  }

  private Optional<Standing> standing(App app, CorpId corp) {
    return switch (app.kind()) {
      case SUITE -> rows.find(app, corp);
      case INTERNAL ->
          corp.equals(app.corp()) ? Optional.of(ofInternal(app, corp)) : Optional.empty();
    };
  }

  private static Standing ofInternal(App app, CorpId corp) {
    return new Standing(
        new Authorisation(app.id(), corp, AuthorisationState.AUTHORISED, app.agentId(), null),
        0,
        Instant.EPOCH);
  }

  private static Standing active(Optional<Standing> standing, App app, CorpId corp) {
    return standing
        .filter(candidate -> candidate.authorisation().active())
        .orElseThrow(() -> notAuthorised(app.id(), corp));
  }

  /** The one wording of it. */
  static ApiException notAuthorised(AppId app, CorpId corp) {
    return new ApiException(
        ErrorCode.CORP_NOT_AUTHORIZED, "app " + app + " is not authorised in corp " + corp);
  }
}
