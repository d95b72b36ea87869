package io.dinggate.sandbox.directory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.sandbox.World.Department;
import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.http.Json;
import io.dinggate.sandbox.http.Listener;
import io.dinggate.sandbox.http.OldHostAccess;
import io.dinggate.sandbox.http.OldHostAccess.Caller;
import io.dinggate.sandbox.http.Reply;
import io.dinggate.sandbox.http.Route;
import io.dinggate.sandbox.state.State;
import io.dinggate.sandbox.token.AuthorisationDocument;
import java.util.List;

/** Look-ups of departments and of the visible range in the caller's corp. */
public final class DepartmentEndpoints {
  private static final long ROOT = 1;

  private final State state;
  private final OldHostAccess access;
  private final Departments departments;
  private final AuthorisationDocument authorisations;

  public DepartmentEndpoints(State state) {
    this.state = state;
    this.access = new OldHostAccess(state);
    this.departments = new Departments(state.world());
    this.authorisations = new AuthorisationDocument(state);
  }

  public List<Route> routes() {
    return List.of(
        new Route(Listener.OAPI, "POST", "/topapi/v2/department/listsub", this::children),
        new Route(Listener.OAPI, "POST", "/topapi/v2/department/get", this::detail),
        new Route(Listener.OAPI, "GET", "/auth/scopes", this::scopes));
  }

  /** One level only, as documented. */
  private Reply children(Call call) {
    Caller caller = access.caller(call);
    long parent =
        call.field("dept_id").isEmpty()
            ? ROOT
            : UserEndpoints.number(call, "dept_id", 1, Long.MAX_VALUE);
    departments.visible(caller, parent);
    ArrayNode result = Json.object().arrayNode();
    departments.children(caller, parent).forEach(child -> result.add(document(child)));
    return Reply.result(result);
  }

  private Reply detail(Call call) {
    Caller caller = access.caller(call);
    Department department =
        departments.visible(caller, UserEndpoints.number(call, "dept_id", 1, Long.MAX_VALUE));
    ObjectNode result = document(department);
    result.put("order", department.deptId()).put("hide_dept", false).put("outer_dept", false);
    result.put(
        "member_count",
        state
            .directory()
            .members(caller.corpId())
            .filter(m -> m.membership().departments().contains(department.deptId()))
            .count());
    result.putArray("dept_manager_userid_list");
    return Reply.result(result);
  }

  private Reply scopes(Call call) {
    Caller caller = access.caller(call);
    ObjectNode answer = Reply.ok();
    answer.setAll(authorisations.scopes(caller.app(), state.world().corp(caller.corpId())));
    return Reply.json(200, answer);
  }

  private static ObjectNode document(Department department) {
    ObjectNode document = Json.object();
    document.put("dept_id", department.deptId()).put("name", department.name());
    if (department.parentId() != null) {
      document.put("parent_id", department.parentId());
    }
    return document.put("create_dept_group", false).put("auto_add_user", false);
  }
}
