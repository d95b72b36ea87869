package io.dinggate.cloud.directory;

import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.AppId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserRef;
import io.dinggate.model.directory.DirectoryDepartment;
import io.dinggate.model.directory.DirectoryUser;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link DirectoryLookups} by the look-ups of the resource. */
@Singleton
final class SiteLookups implements DirectoryLookups {

  private final UserLookup users;
  private final DepartmentLookup departments;

  SiteLookups(UserLookup users, DepartmentLookup departments) {
    this.users = users;
    this.departments = departments;
  }

  @Override
  public DirectoryUser user(CallingSite site, UserRef user, @Nullable AppId app) {
    return users.byUserId(site, user.corp(), user.userId(), app);
  }

  @Override
  public List<DirectoryDepartment> departments(
      CallingSite site, DepartmentRef parent, @Nullable AppId app) {
    return departments.children(site, parent.corp(), parent.departmentId(), app).items();
  }
}
