package io.dinggate.sandbox.token;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.sandbox.World.App;
import io.dinggate.sandbox.World.Corp;
import io.dinggate.sandbox.World.Department;
import io.dinggate.sandbox.World.Suite;
import io.dinggate.sandbox.http.Json;
import io.dinggate.sandbox.state.Authorisations.Authorisation;
import io.dinggate.sandbox.state.State;
import java.util.List;
import java.util.Objects;

/** What a corp allowed an app, in the spellings of the two hosts; events use the old one. */
public final class AuthorisationDocument {
  private static final long ROOT = 1;

  private final State state;

  public AuthorisationDocument(State state) {
    this.state = state;
  }

  /** As {@code get_auth_info} answers and {@code org_suite_auth} carries it. */
  public ObjectNode snakeCase(Suite suite, Corp corp, Authorisation authorisation) {
    List<String> admins = admins(corp);
    ObjectNode document = Json.object();
    ObjectNode agent = document.putObject("auth_info").putArray("agent").addObject();
    agent.put("agentid", authorisation.agentId());
    agent.put("agent_name", suite.name());
    agent.put("logo_url", "");
    agent.put("appid", suite.microAppId());
    agent.set("admin_list", Json.tree(admins));
    document.putObject("auth_user_info").put("userId", admins.isEmpty() ? "" : admins.getFirst());
    ObjectNode info = document.putObject("auth_corp_info");
    info.put("corpid", corp.corpId())
        .put("corp_name", corp.name())
        .put("full_corp_name", corp.name());
    info.put("corp_type", 0)
        .put("industry", "")
        .put("is_authenticated", false)
        .put("auth_level", 0);
    info.put("auth_channel", "")
        .put("auth_channel_type", "")
        .put("invite_code", "")
        .put("license_code", "");
    info.put("invite_url", "https://wx.dingtalk.example/invite").put("corp_logo_url", "");
    return document;
  }

  ObjectNode camelCase(Suite suite, Corp corp, Authorisation authorisation) {
    List<String> admins = admins(corp);
    ObjectNode document = Json.object();
    ObjectNode agent = document.putObject("authAppInfo").putArray("agentList").addObject();
    agent
        .put("agentId", authorisation.agentId())
        .put("agentName", suite.name())
        .put("appId", suite.microAppId());
    agent.set("adminList", Json.tree(admins));
    ObjectNode info = document.putObject("authCorpInfo");
    info.put("corpName", corp.name()).put("industry", "").put("authLevel", 0);
    info.put("authChannel", "")
        .put("authChannelType", "")
        .put("inviteCode", "")
        .put("licenseCode", "");
    info.put("inviteUrl", "https://wx.dingtalk.example/invite").put("corpLogoUrl", "");
    document.putObject("authUserInfo").put("userId", admins.isEmpty() ? "" : admins.getFirst());
    return document;
  }

  /**
   * The visible range of an app: the whole corp, or the departments below the root that it may see.
   */
  public ObjectNode scopes(App app, Corp corp) {
    List<Department> below =
        corp.departments().stream().filter(dept -> dept.parentId() != null).toList();
    boolean whole = below.stream().noneMatch(dept -> dept.hiddenFrom().contains(app.appId()));
    ObjectNode document = Json.object();
    ObjectNode ranges = document.putObject("auth_org_scopes");
    ranges.putArray("authed_user");
    ArrayNode departments = ranges.putArray("authed_dept");
    if (whole) {
      departments.add(ROOT);
    } else {
      below.stream()
          .filter(
              dept ->
                  !dept.hiddenFrom().contains(app.appId()) && Objects.equals(dept.parentId(), ROOT))
          .forEach(dept -> departments.add(dept.deptId()));
    }
    document.putArray("auth_user_field").add("userid").add("name").add("unionid");
    document.putArray("condition_field");
    return document;
  }

  private List<String> admins(Corp corp) {
    return state
        .directory()
        .members(corp.corpId())
        .filter(member -> member.membership().admin())
        .map(member -> member.membership().userId())
        .toList();
  }
}
