package io.dinggate.cloud.site;

import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.Site;
import io.dinggate.cloud.registry.SiteCorp;
import io.dinggate.cloud.registry.Snapshot;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.SiteId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A site and what the registry lets it do, both of one moment. Everything that a call of a site may
 * touch is asked for here.
 *
 * @param site who calls
 * @param registry what {@code site} was found in
 */
public record CallingSite(Site site, Snapshot registry) {

  /** Names the site. */
  public SiteId id() {
    return site.id();
  }

  /**
   * What the site may do in {@code corp}.
   *
   * @throws ApiException {@code CORP_NOT_ALLOWED} when it may do nothing there
   */
  public SiteCorp requireCorp(CorpId corp) {
    return site.corp(corp).orElseThrow(() -> new ApiException(ErrorCode.CORP_NOT_ALLOWED));
  }

  /**
   * The app to sign people of {@code corp} in with.
   *
   * @param named by the caller; null for the corp's default
   * @throws ApiException {@code CORP_NOT_ALLOWED} or {@code APP_NOT_ALLOWED}
   */
  public App loginApp(CorpId corp, @Nullable AppId named) {
    return requireApp(corp, named == null ? requireCorp(corp).loginApp() : named);
  }

  /**
   * The app to sign people in with when no corp is named.
   *
   * @param named by the caller; null for the site's default
   * @throws ApiException {@code APP_NOT_ALLOWED} when the site may use it in none of its corps
   */
  public App loginApp(@Nullable AppId named) {
    if (named == null) {
      return app(site.loginApp());
    }
    if (site.corps().stream().noneMatch(corp -> corp.allows(named))) {
      throw new ApiException(ErrorCode.APP_NOT_ALLOWED);
    }
    return app(named);
  }

  /**
   * The app to send messages to people of {@code corp} by.
   *
   * @param named by the caller; null for the corp's default
   * @throws ApiException {@code CORP_NOT_ALLOWED} or {@code APP_NOT_ALLOWED}
   */
  public App messageApp(CorpId corp, @Nullable AppId named) {
    return requireApp(corp, named == null ? requireCorp(corp).messageApp() : named);
  }

  /**
   * An app that the site may use in {@code corp}.
   *
   * @throws ApiException {@code CORP_NOT_ALLOWED} or {@code APP_NOT_ALLOWED}
   */
  public App requireApp(CorpId corp, AppId app) {
    if (!requireCorp(corp).allows(app)) {
      throw new ApiException(ErrorCode.APP_NOT_ALLOWED);
    }
    return app(app);
  }

  private App app(AppId id) {
    return registry
        .app(id)
        .orElseThrow(() -> new IllegalStateException("the registry names an app it does not have"));
  }
}
