package io.dinggate.local.event;

import io.dinggate.local.user.DirectoryNews;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.InvalidValueException;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.feed.EventReceived;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What events mean for the site's directory (open.dingtalk.com, "通讯录事件"): rows of suites name whom
 * they are about beside their data, events of internal apps list ids. What cannot be read is left
 * to the nightly reading of the whole directory. What of a corp an app may see is asked of the
 * cloud, which also knows whether an app of the suite that was stopped is ours.
 */
@ApplicationScoped
class DirectoryEvents {

  private static final int PEOPLE = 13;
  private static final int DEPARTMENTS = 14;

  private final DirectoryNews directory;

  DirectoryEvents(DirectoryNews directory) {
    this.directory = directory;
  }

  /** Notes what has changed, in the transaction of the caller. */
  void apply(EventReceived event) {
    if (event.stale()) {
      return;
    }
    switch (event.event()) {
      case "user_add_org",
          "user_modify_org",
          "user_dept_change",
          "user_role_change",
          "user_active_org" ->
          people(event).forEach(directory::personChanged);
      case "user_leave_org" -> people(event).forEach(directory::personLeft);
      case "org_dept_create", "org_dept_modify" ->
          departments(event).forEach(directory::departmentChanged);
      case "org_dept_remove" -> departments(event).forEach(directory::departmentRemoved);
      case "org_suite_auth",
          "org_suite_change",
          "org_micro_app_scope_update",
          "org_micro_app_stop",
          "org_micro_app_restore",
          "org_micro_app_remove",
          "tmp_auth_code",
          "change_auth" ->
          directory.rangeChanged(event.corp(), event.app(), event.happenedAt());
      case "org_suite_relieve", "suite_relieve", "org_remove" ->
          directory.authorisationLost(event.corp(), event.app());
      default -> {} // nothing that the directory holds
    }
  }

  private static List<UserRef> people(EventReceived event) {
    return ids(event, PEOPLE, "userId").flatMap(id -> user(event.corp(), id).stream()).toList();
  }

  private static List<DepartmentRef> departments(EventReceived event) {
    return ids(event, DEPARTMENTS, "deptId")
        .flatMap(id -> department(event.corp(), id).stream())
        .toList();
  }

  private static Stream<String> ids(EventReceived event, int bizType, String member) {
    var row = event.bizType();
    if (row != null) {
      return row == bizType ? Stream.ofNullable(event.subject()) : Stream.of();
    }
    return listed(member(event, member));
  }

  /** Names are written in several ways: {@code userId}, {@code UserId}. */
  private static @Nullable Object member(EventReceived event, String name) {
    var data = event.data();
    return data == null
        ? null
        : data.entrySet().stream()
            .filter(entry -> entry.getKey().equalsIgnoreCase(name))
            .map(entry -> Optional.ofNullable(entry.getValue()))
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(null);
  }

  private static Stream<String> listed(@Nullable Object ids) {
    return switch (ids) {
      case null -> Stream.of();
      case Collection<?> several -> several.stream().flatMap(DirectoryEvents::listed);
      case String id -> Stream.of(id);
      case Number id -> Stream.of(id.toString());
      default -> Stream.of();
    };
  }

  private static Optional<UserRef> user(CorpId corp, String id) {
    try {
      return Optional.of(new UserRef(corp, new UserId(id)));
    } catch (InvalidValueException _) {
      return Optional.empty();
    }
  }

  private static Optional<DepartmentRef> department(CorpId corp, String id) {
    try {
      return Optional.of(Long.parseLong(id))
          .filter(number -> number > 0)
          .map(number -> new DepartmentRef(corp, number));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
