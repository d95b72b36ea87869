package io.dinggate.cloud.registry;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import java.util.List;

/**
 * What a site may do in one corp.
 *
 * @param corp the organisation
 * @param loginApp signs people in unless a call names another app
 * @param messageApp sends messages unless a call names another app
 * @param apps all apps that a call may name; holds the two defaults
 */
public record SiteCorp(CorpId corp, AppId loginApp, AppId messageApp, List<AppId> apps) {

  public SiteCorp {
    apps = List.copyOf(apps);
  }

  /** Whether the site may use the app in this corp. */
  public boolean allows(AppId app) {
    return apps.contains(app);
  }
}
