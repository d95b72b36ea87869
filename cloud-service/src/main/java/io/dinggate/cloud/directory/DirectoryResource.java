package io.dinggate.cloud.directory;

import io.dinggate.cloud.site.CurrentSite;
import io.dinggate.cloud.site.Scopes;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.PageLimit;
import io.dinggate.model.UserId;
import io.dinggate.model.directory.Corps;
import io.dinggate.model.directory.DirectoryApi;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.directory.FindUser;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

/** Look-ups, as a site asks for them. */
@RunOnVirtualThread
@RolesAllowed(Scopes.USERS_READ)
class DirectoryResource implements DirectoryApi {

  private final CurrentSite site;
  private final UserLookup users;
  private final CorpOverview corps;

  DirectoryResource(CurrentSite site, UserLookup users, CorpOverview corps) {
    this.site = site;
    this.users = users;
    this.corps = corps;
  }

  @Override
  public Corps corps(@Nullable PageLimit limit, @Nullable CorpId cursor) {
    return corps.page(site.get(), limit == null ? PageLimit.MAX : limit.value(), cursor);
  }

  @Override
  public DirectoryUser user(CorpId corp, UserId userId, @Nullable AppId app) {
    return users.byUserId(site.get(), corp, userId, app);
  }

  @Override
  public DirectoryUser find(CorpId corp, FindUser request) {
    return users.find(site.get(), corp, request);
  }
}
