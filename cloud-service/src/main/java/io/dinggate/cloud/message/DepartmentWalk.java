package io.dinggate.cloud.message;

import io.dinggate.cloud.dingtalk.DingTalk;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.registry.App;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserId;
import io.dinggate.model.message.DeliveryReason;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds out who is in a department and below it, as far as the app may see. */
@Singleton
final class DepartmentWalk {

  private final DingTalk dingTalk;
  private final Queries queries;
  private final Clock clock;

  DepartmentWalk(DingTalk dingTalk, Queries queries, Clock clock) {
    this.dingTalk = dingTalk;
    this.queries = queries;
    this.clock = clock;
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
    var search = new Search(app, department, except, most, () -> Queries.PATIENCE);
    search.run();
    return search.found();
  }

  /** As {@link #people}, but no more of them than are found until then. */
  List<UserId> peopleUntil(Instant end, App app, DepartmentRef department, int most) {
    var search =
        new Search(app, department, Set.of(), most, () -> Duration.between(clock.instant(), end));
    try {
      search.run();
    } catch (ApiException e) {
      if (e.code() != ErrorCode.OVERLOADED) {
        throw e;
      } // else the next call would come too late
    }
    return search.found();
  }

  private final class Search {

    private final App app;
    private final DepartmentRef department;
    private final Set<UserId> except;
    private final int most;
    private final Supplier<Duration> patience;
    private final Set<UserId> found = new LinkedHashSet<>();

    Search(
        App app,
        DepartmentRef department,
        Set<UserId> except,
        int most,
        Supplier<Duration> patience) {
      this.app = app;
      this.department = department;
      this.except = except;
      this.most = most;
      this.patience = patience;
    }

    List<UserId> found() {
      return List.copyOf(found);
    }

    void run() {
      var seen = new HashSet<>(Set.of(department.departmentId()));
      var left = new ArrayDeque<>(List.of(department.departmentId()));
      while (!left.isEmpty()) {
        var id = left.remove();
        var top = id == department.departmentId();
        for (var user : users(id, top)) {
          if (!except.contains(user)) {
            found.add(user);
          }
        }
        if (found.size() > most) {
          throw new FailedException(
              DeliveryReason.TOO_MANY_PEOPLE, "The department has more than " + most + " people.");
        }
        for (var child : children(id, top)) {
          if (seen.add(child)) {
            left.add(child);
          }
        }
      }
    }

    private List<UserId> users(long id, boolean top) {
      try {
        return queries.ask(
            app,
            department.corp(),
            "user/listid",
            patience.get(),
            token -> dingTalk.departmentUsers(token, id));
      } catch (DingTalkException e) {
        return lists(e, top);
      }
    }

    private List<Long> children(long id, boolean top) {
      try {
        return queries.ask(
            app,
            department.corp(),
            "department/listsub",
            patience.get(),
            token -> dingTalk.subDepartments(token, id));
      } catch (DingTalkException e) {
        return lists(e, top);
      }
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
