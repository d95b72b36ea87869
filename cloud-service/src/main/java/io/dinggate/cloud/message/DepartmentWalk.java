package io.dinggate.cloud.message;

import io.dinggate.cloud.dingtalk.DingTalk;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.registry.App;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserId;
import io.dinggate.model.message.DeliveryReason;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out who is in a department and below it, as far as the app may see. */
@Singleton
final class DepartmentWalk {

  private final DingTalk dingTalk;
  private final Queries queries;

  DepartmentWalk(DingTalk dingTalk, Queries queries) {
    this.dingTalk = dingTalk;
    this.queries = queries;
  }

  /** The people of the department cannot be found out, for a reason that stays. */
  static final class FailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final DeliveryReason reason;
    private final @Nullable String detail;

    FailedException(DeliveryReason reason, @Nullable String detail) {
      super(reason.wire());
      this.reason = reason;
      this.detail = detail;
    }

    DeliveryReason reason() {
      return reason;
    }

    @Nullable String detail() {
      return detail;
    }
  }

  /**
   * The people of a department, each once, department by department.
   *
   * @param except who does not count
   * @param most how many there may be
   * @throws FailedException when there is no such department, the app may not see it, or there are
   *     too many people
   * @throws DingTalkException when DingTalk could not be asked
   */
  List<UserId> people(App app, DepartmentRef department, Set<UserId> except, int most) {
    var found = new LinkedHashSet<UserId>();
    var seen = new HashSet<>(Set.of(department.departmentId()));
    var left = new ArrayDeque<>(List.of(department.departmentId()));
    while (!left.isEmpty()) {
      var id = left.remove();
      var top = id == department.departmentId();
      for (var user : users(app, department.corp(), id, top)) {
        if (!except.contains(user)) {
          found.add(user);
        }
      }
      if (found.size() > most) {
        throw new FailedException(
            DeliveryReason.TOO_MANY_PEOPLE, "The department has more than " + most + " people.");
      }
      for (var child : children(app, department.corp(), id, top)) {
        if (seen.add(child)) {
          left.add(child);
        }
      }
    }
    return List.copyOf(found);
  }

  private List<UserId> users(App app, CorpId corp, long department, boolean top) {
    try {
      return queries.ask(
          app, corp, "user/listid", token -> dingTalk.departmentUsers(token, department));
    } catch (DingTalkException e) {
      return lists(e, top);
    }
  }

  private List<Long> children(App app, CorpId corp, long department, boolean top) {
    try {
      return queries.ask(
          app, corp, "department/listsub", token -> dingTalk.subDepartments(token, department));
    } catch (DingTalkException e) {
      return lists(e, top);
    }
  }

  /** A department below that has just gone, or may not be seen, has nobody to send to. */
  private static <T> List<T> lists(DingTalkException failed, boolean top) {
    return switch (failed.failure()) {
      case DingTalkFailure.NotFound(var code) when top ->
          throw new FailedException(DeliveryReason.DEPARTMENT_NOT_FOUND, detail(code));
      case DingTalkFailure.OutOfScope(var code) when top ->
          throw new FailedException(DeliveryReason.DEPARTMENT_NOT_VISIBLE, detail(code));
      case DingTalkFailure.NotFound _, DingTalkFailure.OutOfScope _ -> List.of();
      default -> throw failed;
    };
  }

  private static String detail(String code) {
    return "DingTalk's code " + code;
  }
}
