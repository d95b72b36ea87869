package io.dinggate.cloud.dingtalk;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the older API reads and writes, member by member as documented. Whatever is not needed is
 * not read; whatever is read may be missing, and numbers may come as texts.
 */
final class OapiWire {

  private OapiWire() {}

  record AuthInfoRequest(
      @JsonProperty("suite_key") String suiteKey, @JsonProperty("auth_corpid") String corp) {}

  record SuiteTokenRequest(
      @JsonProperty("suite_key") String suiteKey,
      @JsonProperty("suite_secret") String suiteSecret,
      @JsonProperty("suite_ticket") String suiteTicket) {

    @Override
    public String toString() {
      return "SuiteTokenRequest[hidden]";
    }
  }

  record SuiteTokenAnswer(
      @JsonProperty("suite_access_token") @Nullable String token,
      @JsonProperty("expires_in") @Nullable Long expiresIn) {

    @Override
    public String toString() {
      return "SuiteTokenAnswer[hidden]";
    }
  }

  record PermanentCodeRequest(@JsonProperty("tmp_auth_code") String temporaryCode) {

    @Override
    public String toString() {
      return "PermanentCodeRequest[hidden]";
    }
  }

  record PermanentCodeAnswer(@JsonProperty("permanent_code") @Nullable String permanentCode) {

    @Override
    public String toString() {
      return "PermanentCodeAnswer[hidden]";
    }
  }

  record ActivateRequest(
      @JsonProperty("suite_key") String suiteKey,
      @JsonProperty("auth_corpid") String corpId,
      @JsonProperty("permanent_code") String permanentCode) {

    @Override
    public String toString() {
      return "ActivateRequest[hidden]";
    }
  }

  record ActivateAnswer() {}

  record AuthInfoAnswer(
      @JsonProperty("auth_corp_info") @Nullable CorpInfo corpInfo,
      @JsonProperty("auth_info") @Nullable AgentInfo agentInfo) {}

  record CorpInfo(@JsonProperty("corp_name") @Nullable String corpName) {}

  record AgentInfo(@JsonProperty("agent") @Nullable List<Agent> agents) {}

  record Agent(
      @JsonProperty("agentid") @Nullable Long agentId,
      @JsonProperty("appid") @Nullable Long appId) {}

  record UserByUnionIdRequest(@JsonProperty("unionid") String unionId) {}

  record UserByUnionIdAnswer(@Nullable Membership result) {

    /** {@code contact_type}: 0 employee, 1 external contact. */
    record Membership(
        @JsonProperty("contact_type") @Nullable Integer contactType,
        @JsonProperty("userid") @Nullable String userId) {

      /** Only who is said to be one: what is missing or new must not sign in. */
      boolean employee() {
        return Objects.equals(contactType, 0);
      }
    }
  }

  record UserRequest(@JsonProperty("userid") String userId) {}

  record UserAnswer(@Nullable Person result) {

    record Person(
        @JsonProperty("userid") @Nullable String userId,
        @JsonProperty("unionid") @Nullable String unionId,
        @Nullable String name,
        @Nullable String avatar,
        @Nullable String title,
        @JsonProperty("dept_id_list") @Nullable List<Long> departments,
        @Nullable Boolean active) {}
  }

  record UserByMobileRequest(String mobile) {

    @Override
    public String toString() {
      return "UserByMobileRequest[hidden]";
    }
  }

  record UserByMobileAnswer(@Nullable Employee result) {

    record Employee(@JsonProperty("userid") @Nullable String userId) {}
  }

  record CodeRequest(String code) {

    @Override
    public String toString() {
      return "CodeRequest[hidden]";
    }
  }

  record InAppUserAnswer(@Nullable Visitor result) {

    record Visitor(
        @JsonProperty("userid") @Nullable String userId,
        @JsonProperty("unionid") @Nullable String unionId) {}
  }

  /** {@code data} is a text that holds a JSON object, and all its values are texts. */
  record SendTemplateRequest(
      @JsonProperty("agent_id") long agentId,
      @JsonProperty("template_id") String templateId,
      @JsonProperty("userid_list") String userIds,
      String data) {

    @Override
    public String toString() {
      return "SendTemplateRequest[hidden]";
    }
  }

  record SendRequest(
      @JsonProperty("agent_id") long agentId,
      @JsonProperty("userid_list") String userIds,
      Map<String, Object> msg) {

    @Override
    public String toString() {
      return "SendRequest[hidden]";
    }
  }

  record TaskRequest(
      @JsonProperty("agent_id") long agentId, @JsonProperty("task_id") long taskId) {}

  /** The same task as in {@link TaskRequest}, by another name. */
  record RecallRequest(
      @JsonProperty("agent_id") long agentId, @JsonProperty("msg_task_id") long taskId) {}

  record RecallAnswer() {}

  record ProgressAnswer(@Nullable Progress progress) {

    record Progress(
        @JsonProperty("progress_in_percent") @Nullable Integer percent, @Nullable Integer status) {}
  }

  /** Any list may be missing. */
  record ResultAnswer(@JsonProperty("send_result") @Nullable Lists result) {

    record Lists(
        @JsonProperty("invalid_user_id_list") @Nullable List<String> invalid,
        @JsonProperty("forbidden_user_id_list") @Nullable List<String> forbidden,
        @JsonProperty("failed_user_id_list") @Nullable List<String> failed,
        @JsonProperty("read_user_id_list") @Nullable List<String> read,
        @JsonProperty("unread_user_id_list") @Nullable List<String> unread,
        @JsonProperty("forbidden_list") @Nullable List<Forbidden> reasons) {

      @Override
      public String toString() {
        return "Lists[hidden]";
      }
    }

    record Forbidden(@Nullable String code, @JsonProperty("userid") @Nullable String userId) {

      @Override
      public String toString() {
        return "Forbidden[hidden]";
      }
    }
  }

  record DepartmentRequest(@JsonProperty("dept_id") long department) {}

  record SubDepartmentsAnswer(@Nullable List<Department> result) {

    record Department(
        @JsonProperty("dept_id") @Nullable Long id,
        @Nullable String name,
        @JsonProperty("parent_id") @Nullable Long parent) {}
  }

  record DepartmentAnswer(SubDepartmentsAnswer.@Nullable Department result) {}

  record MembersRequest(@JsonProperty("dept_id") long department, long cursor, int size) {}

  record MembersAnswer(@Nullable Page result) {

    record Page(
        @JsonProperty("has_more") @Nullable Boolean more,
        @JsonProperty("next_cursor") @Nullable Long next,
        @Nullable List<UserAnswer.Person> list) {

      @Override
      public String toString() {
        return "Page[hidden]";
      }
    }
  }

  record ScopesAnswer(@JsonProperty("auth_org_scopes") @Nullable Ranges ranges) {

    record Ranges(
        @JsonProperty("authed_dept") @Nullable List<Long> departments,
        @JsonProperty("authed_user") @Nullable List<String> users) {

      @Override
      public String toString() {
        return "Ranges[hidden]";
      }
    }
  }

  record DepartmentUsersAnswer(@Nullable Users result) {

    record Users(@JsonProperty("userid_list") @Nullable List<String> userIds) {

      @Override
      public String toString() {
        return "Users[hidden]";
      }
    }
  }

  record LostPushesAnswer(
      @JsonProperty("has_more") @Nullable Boolean more,
      @JsonProperty("failed_list") @Nullable List<JsonNode> list) {

    @Override
    public String toString() {
      return "LostPushesAnswer[hidden]";
    }
  }

  record MediaAnswer(@JsonProperty("media_id") @Nullable String mediaId) {}

  record SendAnswer(@JsonAlias("taskId") @JsonProperty("task_id") @Nullable Long taskId) {}
}
