package io.dinggate.cloud.directory;

import io.dinggate.cloud.site.CurrentSite;
import io.dinggate.cloud.site.Scopes;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.PageLimit;
import io.dinggate.model.UserId;
import io.dinggate.model.directory.Corps;
import io.dinggate.model.directory.DirectoryApi;
import io.dinggate.model.directory.DirectoryDepartment;
import io.dinggate.model.directory.DirectoryDepartments;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.directory.DirectoryUsers;
import io.dinggate.model.directory.FindUser;
import io.dinggate.model.directory.VisibleRange;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

/** Look-ups, as a site asks for them. */
@RunOnVirtualThread
@RolesAllowed(Scopes.USERS_READ)
class DirectoryResource implements DirectoryApi {

  private final CurrentSite site;
  private final UserLookup users;
  private final DepartmentLookup departments;
  private final CorpOverview corps;

  DirectoryResource(
      CurrentSite site, UserLookup users, DepartmentLookup departments, CorpOverview corps) {
    this.site = site;
    this.users = users;
    this.departments = departments;
    this.corps = corps;
  }

  @Override
  public Corps corps(@Nullable PageLimit limit, @Nullable CorpId cursor) {
    return corps.page(site.get(), atMost(limit), cursor);
  }

  @Override
  public DirectoryUser user(CorpId corp, UserId userId, @Nullable AppId app) {
    return users.byUserId(site.get(), corp, userId, app);
  }

  @Override
  public DirectoryUser find(CorpId corp, FindUser request) {
    return users.find(site.get(), corp, request);
  }

  @Override
  public VisibleRange range(CorpId corp, @Nullable AppId app) {
    return departments.range(site.get(), corp, app);
  }

  @Override
  public DirectoryDepartment department(CorpId corp, long department, @Nullable AppId app) {
    return departments.department(site.get(), corp, department, app);
  }

  @Override
  public DirectoryDepartments children(CorpId corp, long department, @Nullable AppId app) {
    return departments.children(site.get(), corp, department, app);
  }

  @Override
  public DirectoryUsers users(
      CorpId corp,
      long department,
      @Nullable AppId app,
      @Nullable PageLimit limit,
      @Nullable String cursor) {
    return departments.users(site.get(), corp, department, app, atMost(limit), cursor);
  }

  private static int atMost(@Nullable PageLimit limit) {
    return limit == null ? PageLimit.MAX : limit.value();
  }
}
