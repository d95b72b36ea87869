package io.dinggate.local.testing;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.directory.Corps;
import io.dinggate.model.directory.Corps.AppKind;
import io.dinggate.model.directory.DirectoryDepartment;
import io.dinggate.model.directory.DirectoryDepartments;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.directory.DirectoryUsers;
import io.dinggate.model.directory.FindUser;
import io.dinggate.model.directory.VisibleRange;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The cloud's registry and directory: knows Anna, Ben, Olga and whom a test has put into it, and
 * refuses a corp that is not the site's. Most of the site's corps have a suite for messages; {@link
 * People#OTHER_CORP} has an internal app.
 */
public final class FakeDirectory {

  /** Corps of the site in which tests of users make their own. */
  private static final List<CorpId> FURTHER =
      List.of(new CorpId("ding-search"), new CorpId("ding-users"));

  private final Map<UserRef, DirectoryUser> users = new ConcurrentHashMap<>();
  private final Map<AppId, ErrorCode> stopped = new ConcurrentHashMap<>();
  private final Map<String, UserRef> mobiles = new ConcurrentHashMap<>();
  private final Map<DepartmentRef, DirectoryDepartment> departments = new ConcurrentHashMap<>();
  private final Map<DepartmentRef, ErrorCode> closed = new ConcurrentHashMap<>();
  private final Set<UserRef> hidden = ConcurrentHashMap.newKeySet();
  private volatile NavigableMap<String, AppKind> corps = new TreeMap<>();
  private volatile int page;

  FakeDirectory() {
    reset();
  }

  void reset() {
    users.clear();
    stopped.clear();
    mobiles.clear();
    departments.clear();
    closed.clear();
    hidden.clear();
    page = 50;
    var all = new TreeMap<String, AppKind>();
    all.put(People.CORP.value(), AppKind.SUITE);
    all.put(People.OTHER_CORP.value(), AppKind.INTERNAL);
    FURTHER.forEach(corp -> all.put(corp.value(), AppKind.SUITE));
    corps = all;
    List.of(People.ANNA, People.BEN, People.OLGA).forEach(user -> put(People.inDirectory(user)));
  }

  /** From now on look-ups find this user. */
  public void put(DirectoryUser user) {
    users.put(new UserRef(user.corp(), user.userId()), user);
  }

  /** From now on the corp has this department. */
  public void put(CorpId corp, long id, String name, Long parent) {
    departments.put(new DepartmentRef(corp, id), new DirectoryDepartment(corp, id, name, parent));
  }

  /** The corp has this department no more. */
  public void remove(DepartmentRef department) {
    departments.remove(department);
  }

  /** From now on nothing of the department can be read; null for as before. */
  public void close(DepartmentRef department, ErrorCode reason) {
    if (reason == null) {
      closed.remove(department);
    } else {
      closed.put(department, reason);
    }
  }

  /** From now on no app may see the user. */
  public void hide(UserRef user) {
    hidden.add(user);
  }

  /** From now on nobody can be looked up by that app. */
  public void stop(AppId app, ErrorCode reason) {
    stopped.put(app, reason);
  }

  /** From now on look-ups find this user by that mobile, too. */
  public void put(DirectoryUser user, String mobile) {
    put(user);
    mobiles.put(mobile, new UserRef(user.corp(), user.userId()));
  }

  /** The user has left the corp. */
  public void remove(UserRef user) {
    users.remove(user);
  }

  /** From now on the corp is one of the site's, with an app of that kind. */
  public void serve(CorpId corp, AppKind kind) {
    var more = new TreeMap<>(corps);
    more.put(corp.value(), kind);
    corps = more;
  }

  /** From now on the corp is not one of the site's. */
  public void withdraw(CorpId corp) {
    var fewer = new TreeMap<>(corps);
    fewer.remove(corp.value());
    corps = fewer;
  }

  /** As the cloud refuses a corp of somebody else. */
  void requireServed(CorpId corp) {
    if (corp != null && !corps.containsKey(corp.value())) {
      throw new ApiException(ErrorCode.CORP_NOT_ALLOWED);
    }
  }

  /** From now on the corps come in pages of that size. */
  public void pageBy(int corpsPerPage) {
    page = corpsPerPage;
  }

  /** One page of the corps. */
  public Corps corps(CorpId cursor) {
    var after = corps.tailMap(cursor == null ? "" : cursor.value(), false);
    var items =
        after.entrySet().stream()
            .limit(page)
            .map(entry -> corp(new CorpId(entry.getKey()), entry.getValue()))
            .toList();
    return new Corps(items, items.size() < after.size() ? items.getLast().corp() : null);
  }

  private static Corps.Corp corp(CorpId corp, AppKind kind) {
    var app = new AppId(kind == AppKind.SUITE ? "suite-a" : "internal-of-" + corp);
    return new Corps.Corp(
        corp, "Example", app, app, List.of(new Corps.App(app, kind, Corps.AppState.AUTHORIZED)));
  }

  public DirectoryUser user(CorpId corp, UserId userId, AppId app) {
    requireServed(corp);
    if (app != null && stopped.containsKey(app)) {
      throw new ApiException(stopped.get(app));
    }
    return user(new UserRef(corp, userId));
  }

  private DirectoryUser user(UserRef ref) {
    if (hidden.contains(ref)) {
      throw new ApiException(ErrorCode.USER_NOT_VISIBLE);
    }
    var user = users.get(ref);
    if (user == null) {
      throw new ApiException(ErrorCode.USER_NOT_FOUND);
    }
    return user;
  }

  public DirectoryUser find(CorpId corp, FindUser request) {
    requireServed(corp);
    if (request.mobile() != null) {
      if (corps.get(corp.value()) != AppKind.INTERNAL) {
        throw new ApiException(ErrorCode.LOOKUP_NOT_SUPPORTED);
      }
      var ref = mobiles.get(request.mobile());
      return user(ref == null ? new UserRef(corp, new UserId("nobody")) : ref);
    }
    return users.values().stream()
        .filter(user -> user.corp().equals(corp) && user.unionId().equals(request.unionId()))
        .findFirst()
        .orElseThrow(() -> new ApiException(ErrorCode.USER_NOT_FOUND));
  }

  /** What the app may see: the whole corp. */
  public VisibleRange range(CorpId corp) {
    requireServed(corp);
    return new VisibleRange(corp, new AppId("suite-a"), List.of(1L), List.of());
  }

  public DirectoryDepartment department(DepartmentRef ref) {
    requireOpen(ref);
    return departments.get(ref);
  }

  /** One level. */
  public DirectoryDepartments children(DepartmentRef ref) {
    requireOpen(ref);
    return new DirectoryDepartments(
        departments.values().stream()
            .filter(
                child ->
                    child.corp().equals(ref.corp())
                        && Objects.equals(child.parentId(), ref.departmentId()))
            .sorted(Comparator.comparing(DirectoryDepartment::departmentId))
            .toList());
  }

  /** Two users a page. */
  public DirectoryUsers users(DepartmentRef ref, int from) {
    requireOpen(ref);
    var all =
        users.values().stream()
            .filter(user -> user.corp().equals(ref.corp()))
            .filter(user -> user.departments().contains(ref.departmentId()))
            .filter(user -> !hidden.contains(new UserRef(user.corp(), user.userId())))
            .sorted(Comparator.comparing((DirectoryUser user) -> user.userId().value()))
            .toList();
    var to = Math.min(from + 2, all.size());
    return new DirectoryUsers(
        all.subList(Math.min(from, to), to), to < all.size() ? String.valueOf(to) : null);
  }

  private void requireOpen(DepartmentRef ref) {
    requireServed(ref.corp());
    if (closed.containsKey(ref)) {
      throw new ApiException(closed.get(ref));
    }
    if (!departments.containsKey(ref)) {
      throw new ApiException(ErrorCode.DEPARTMENT_NOT_FOUND);
    }
  }
}
