package io.dinggate.sandbox.directory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.sandbox.http.Json;
import io.dinggate.sandbox.http.OldHostAccess.Caller;
import io.dinggate.sandbox.state.Directory.Member;

/**
 * A user as {@code v2/user/get} shows it. Suites never get mobile, e-mail and the other fields
 * about the person.
 */
final class UserDocument {
  private UserDocument() {}

  static ObjectNode of(Member member, Caller caller) {
    ObjectNode user = Json.object();
    user.put("userid", member.membership().userId());
    user.put("unionid", member.unionIdFor(caller.app()));
    user.put("name", member.person().name());
    user.put("avatar", "");
    user.put("job_number", member.membership().jobNumber());
    user.put("title", member.membership().title());
    user.put("hide_mobile", false)
        .put("exclusive_account", false)
        .put("active", true)
        .put("real_authed", true);
    user.put("senior", false).put("admin", member.membership().admin()).put("boss", false);
    ArrayNode departments = user.putArray("dept_id_list");
    ArrayNode orders = user.putArray("dept_order_list");
    ArrayNode leads = user.putArray("leader_in_dept");
    for (long deptId : member.membership().departments()) {
      departments.add(deptId);
      orders.addObject().put("dept_id", deptId).put("order", 176_294_576_350_761_512L);
      leads.addObject().put("dept_id", deptId).put("leader", member.membership().admin());
    }
    user.putArray("role_list");
    if (caller.isInternalApp()) {
      addPersonal(user, member);
    }
    return user;
  }

  private static void addPersonal(ObjectNode user, Member member) {
    user.put("mobile", member.person().mobile()).put("state_code", "86").put("telephone", "");
    user.put("email", member.person().email()).put("org_email", member.person().email());
    user.put("work_place", "")
        .put("remark", "")
        .put("extension", "{}")
        .put("hired_date", 1_597_573_616_828L);
  }
}
