package io.dinggate.sandbox.directory;

import io.dinggate.sandbox.World;
import io.dinggate.sandbox.World.App;
import io.dinggate.sandbox.World.Department;
import io.dinggate.sandbox.http.OldError;
import io.dinggate.sandbox.http.OldHostAccess.Caller;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The departments of a corp as an app sees them. */
public final class Departments {
  private final World world;

  public Departments(World world) {
    this.world = world;
  }

  /** The department; refused when the corp has none of that id or the app may not see it. */
  public Department visible(Caller caller, long deptId) {
    Department department =
        world.corp(caller.corpId()).departments().stream()
            .filter(candidate -> candidate.deptId() == deptId)
            .findFirst()
            .orElseThrow(() -> OldError.of(60003, "部门不存在"));
    if (!isVisible(department, caller.app())) {
      throw OldError.of(50004, "企业部门不在授权范围");
    }
    return department;
  }

  /** The department and everything below it that the app may see. */
  public Set<Long> withDescendants(Caller caller, long deptId) {
    Set<Long> ids = new HashSet<>(Set.of(deptId));
    children(caller, deptId).forEach(child -> ids.addAll(withDescendants(caller, child.deptId())));
    return ids;
  }

  Stream<Department> children(Caller caller, long deptId) {
    List<Department> all = world.corp(caller.corpId()).departments();
    return all.stream()
        .filter(
            child -> Objects.equals(child.parentId(), deptId) && isVisible(child, caller.app()));
  }

  private static boolean isVisible(Department department, App app) {
    return !department.hiddenFrom().contains(app.appId());
  }
}
