package io.dinggate.sandbox.directory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.http.Json;
import io.dinggate.sandbox.http.Listener;
import io.dinggate.sandbox.http.OldError;
import io.dinggate.sandbox.http.OldHostAccess;
import io.dinggate.sandbox.http.OldHostAccess.Caller;
import io.dinggate.sandbox.http.Reply;
import io.dinggate.sandbox.http.Route;
import io.dinggate.sandbox.state.Directory.Member;
import io.dinggate.sandbox.state.State;
import java.util.Comparator;
import java.util.List;

/**
 * Look-ups of users in the caller's corp, and the exchange of in-app codes. Facts:
 * open.dingtalk.com, 通讯录管理 and 免登.
 */
public final class UserEndpoints {
  private static final int MAX_PAGE = 100;
  private static final int MAX_ID = 64;

  private final State state;
  private final OldHostAccess access;
  private final Departments departments;

  public UserEndpoints(State state) {
    this.state = state;
    this.access = new OldHostAccess(state);
    this.departments = new Departments(state.world());
  }

  public List<Route> routes() {
    return List.of(
        new Route(Listener.OAPI, "POST", "/topapi/v2/user/getuserinfo", this::byInAppCode),
        new Route(Listener.OAPI, "POST", "/topapi/user/getbyunionid", this::byUnionId),
        new Route(Listener.OAPI, "POST", "/topapi/v2/user/get", this::detail),
        new Route(Listener.OAPI, "POST", "/topapi/v2/user/getbymobile", this::byMobile),
        new Route(Listener.OAPI, "POST", "/topapi/v2/user/list", this::list),
        new Route(Listener.OAPI, "POST", "/topapi/user/listid", this::listIds));
  }

  private Reply byInAppCode(Call call) {
    Caller caller = access.caller(call);
    String userId =
        call.field("code")
            .flatMap(
                code ->
                    state
                        .inAppCodes()
                        .redeem(code, grant -> grant.isFor(caller.app(), caller.corpId())))
            .orElseThrow(() -> OldError.of(40078, "不存在的临时授权码"))
            .userId();
    Member member =
        state.directory().member(caller.corpId(), userId).orElseThrow(UserEndpoints::notFound);
    requireVisible(member, caller);
    ObjectNode result = Json.object();
    result.put("userid", userId);
    result.put("unionid", member.unionIdFor(caller.app()));
    result.put("associated_unionid", member.unionIdFor(caller.app()));
    result.put("name", member.person().name());
    result.put("device_id", "sandbox-device");
    result.put("sys", member.membership().admin());
    result.put("sys_level", member.membership().admin() ? 1 : 0);
    return Reply.result(result);
  }

  /**
   * Finds external contacts too, and does not look at the visible range: its documented errors have
   * no code for that.
   */
  private Reply byUnionId(Call call) {
    Caller caller = access.caller(call);
    String unionId =
        call.field("unionid")
            .filter(id -> id.length() <= 100)
            .orElseThrow(() -> OldError.badParameter("unionid"));
    Member member =
        state
            .directory()
            .members(caller.corpId())
            .filter(candidate -> candidate.unionIdFor(caller.app()).equals(unionId))
            .findFirst()
            .orElseThrow(UserEndpoints::notFound);
    return Reply.result(
        Json.object()
            .put("contact_type", member.membership().external() ? 1 : 0)
            .put("userid", member.membership().userId()));
  }

  private Reply detail(Call call) {
    Caller caller = access.caller(call);
    String userId = call.field("userid").orElseThrow(() -> OldError.badParameter("userid"));
    if (userId.length() > MAX_ID) {
      throw OldError.of(33012, "无效的USERID");
    }
    Member member =
        state
            .directory()
            .member(caller.corpId(), userId)
            .filter(candidate -> !candidate.membership().external())
            .orElseThrow(UserEndpoints::notFound);
    requireVisible(member, caller);
    return Reply.result(UserDocument.of(member, caller));
  }

  private Reply byMobile(Call call) {
    Caller caller = access.caller(call);
    if (!caller.isInternalApp()) {
      throw OldError.byGateway(60011, "应用尚未开通所需的权限：[qyapi_get_member_by_mobile]");
    }
    String mobile =
        call.field("mobile")
            .filter(number -> number.length() <= 15)
            .orElseThrow(() -> OldError.badParameter("mobile"));
    if (!mobile.matches("([+]?[0-9]{1,4}-)?[0-9]{5,14}")) {
      throw OldError.of(40104, "无效的手机号码");
    }
    Member member =
        state
            .directory()
            .members(caller.corpId())
            .filter(
                candidate ->
                    candidate.person().mobile().equals(mobile)
                        && !candidate.membership().external())
            .findFirst()
            .orElseThrow(UserEndpoints::notFound);
    requireVisible(member, caller);
    return Reply.result(Json.object().put("userid", member.membership().userId()));
  }

  private Reply list(Call call) {
    Caller caller = access.caller(call);
    long deptId = number(call, "dept_id", 1, Long.MAX_VALUE);
    long cursor = number(call, "cursor", 0, 100_000);
    long size = number(call, "size", 1, MAX_PAGE);
    departments.visible(caller, deptId);
    List<Member> direct = direct(caller, deptId);
    ObjectNode result = Json.object();
    boolean more = cursor + size < direct.size();
    result.put("has_more", more);
    if (more) {
      result.put("next_cursor", cursor + size);
    }
    ArrayNode page = result.putArray("list");
    direct.stream()
        .skip(cursor)
        .limit(size)
        .forEach(member -> page.add(UserDocument.of(member, caller)));
    return Reply.result(result);
  }

  /** All at once, as documented. */
  private Reply listIds(Call call) {
    Caller caller = access.caller(call);
    long deptId = number(call, "dept_id", 1, Long.MAX_VALUE);
    departments.visible(caller, deptId);
    ObjectNode result = Json.object();
    ArrayNode ids = result.putArray("userid_list");
    direct(caller, deptId).forEach(member -> ids.add(member.membership().userId()));
    return Reply.result(result);
  }

  private List<Member> direct(Caller caller, long deptId) {
    return state
        .directory()
        .members(caller.corpId())
        .filter(member -> member.membership().departments().contains(deptId))
        .filter(member -> !member.membership().external() && member.isVisibleTo(caller.app()))
        .sorted(Comparator.comparing((Member member) -> member.membership().userId()))
        .toList();
  }

  private static void requireVisible(Member member, Caller caller) {
    if (!member.isVisibleTo(caller.app())) {
      throw OldError.of(50002, "企业员工不在授权范围");
    }
  }

  static long number(Call call, String name, long min, long max) {
    try {
      long value =
          call.field(name).map(Long::parseLong).orElseThrow(() -> OldError.badParameter(name));
      if (value < min || value > max) {
        throw OldError.badParameter(name);
      }
      return value;
    } catch (NumberFormatException e) {
      throw OldError.badParameter(name);
    }
  }

  private static OldError notFound() {
    return OldError.of(60121, "找不到该用户");
  }
}
