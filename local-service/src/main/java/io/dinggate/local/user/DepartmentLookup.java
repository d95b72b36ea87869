package io.dinggate.local.user;

import io.dinggate.local.cloud.CloudGateway;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Departments of the site's corps: from its own books, and from DingTalk, by way of the cloud,
 * where they have none. Every method refuses a corp that is not the site's with {@code
 * corp-not-allowed}; one that the app may not see is asked for, and otherwise refused with {@code
 * corp-not-authorized}.
 */
@ApplicationScoped
class DepartmentLookup {

  private final Departments departments;
  private final Users users;
  private final CloudGateway cloud;
  private final ServedDirectories served;

  DepartmentLookup(
      Departments departments, Users users, CloudGateway cloud, ServedDirectories served) {
    this.departments = departments;
    this.users = users;
    this.cloud = cloud;
    this.served = served;
  }

  /** Those with none above them that the site knows. */
  DepartmentPage roots(CorpId corp, long after, int limit) {
    served.require(corp);
    return page(departments.roots(corp, after, limit + 1), limit);
  }

  /** One; {@code department-not-found} and the cloud's other refusals otherwise. */
  Department find(DepartmentRef department) {
    served.requireOurs(department.corp());
    return served.isWithdrawn(department.corp())
        ? ask(department)
        : departments.find(department).orElseGet(() -> ask(department));
  }

  /** Those right below one. */
  DepartmentPage children(DepartmentRef parent, long after, int limit) {
    served.require(parent.corp());
    find(parent);
    return page(departments.children(parent, after, limit + 1), limit);
  }

  /**
   * Who is in one.
   *
   * @param below whether those in departments below it count, too
   */
  UserPage users(DepartmentRef department, boolean below, int limit, @Nullable String cursor) {
    served.require(department.corp());
    find(department);
    return users.search(UserSearch.of(department, below, limit, cursor), served.ids());
  }

  private Department ask(DepartmentRef department) {
    departments.store(cloud.department(department), null);
    return departments
        .find(department)
        .orElseThrow(() -> new ApiException(ErrorCode.DEPARTMENT_NOT_FOUND));
  }

  private static DepartmentPage page(List<Department> found, int limit) {
    return found.size() <= limit
        ? new DepartmentPage(found, null)
        : new DepartmentPage(
            found.subList(0, limit), String.valueOf(found.get(limit - 1).ref().departmentId()));
  }
}
