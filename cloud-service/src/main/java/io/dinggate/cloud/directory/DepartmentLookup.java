package io.dinggate.cloud.directory;

import io.dinggate.cloud.dingtalk.DepartmentDetail;
import io.dinggate.cloud.dingtalk.DingTalk;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.directory.DirectoryDepartment;
import io.dinggate.model.directory.DirectoryDepartments;
import io.dinggate.model.directory.DirectoryUsers;
import io.dinggate.model.directory.VisibleRange;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks DingTalk about departments and who is in them, in the corps and by the apps of the calling
 * site. One call each; the app is the corp's default login app when none is named.
 */
@ApplicationScoped
class DepartmentLookup {

  private final DingTalk dingTalk;
  private final DirectoryCalls calls;

  DepartmentLookup(DingTalk dingTalk, DirectoryCalls calls) {
    this.dingTalk = dingTalk;
    this.calls = calls;
  }

  VisibleRange range(CallingSite site, CorpId corp, @Nullable AppId named) {
    var app = site.loginApp(corp, named);
    var visible = calls.ask(app, corp, "auth/scopes", dingTalk::visibility);
    return new VisibleRange(corp, app.id(), visible.departments(), visible.users());
  }

  DirectoryDepartment department(
      CallingSite site, CorpId corp, long department, @Nullable AppId named) {
    return answer(
        corp,
        ask(site, corp, named, "department/get", token -> dingTalk.department(token, department)));
  }

  DirectoryDepartments children(
      CallingSite site, CorpId corp, long department, @Nullable AppId named) {
    var below =
        ask(
            site,
            corp,
            named,
            "department/listsub",
            token -> dingTalk.departmentsBelow(token, department));
    return new DirectoryDepartments(below.stream().map(child -> answer(corp, child)).toList());
  }

  DirectoryUsers users(
      CallingSite site,
      CorpId corp,
      long department,
      @Nullable AppId named,
      int limit,
      @Nullable String cursor) {
    var app = site.loginApp(corp, named).id();
    var from = cursor == null ? 0 : Long.parseLong(cursor);
    var page =
        ask(
            site,
            corp,
            named,
            "user/list",
            token -> dingTalk.members(token, department, from, limit));
    return new DirectoryUsers(
        page.members().stream().map(member -> UserLookup.answer(app, corp, member)).toList(),
        page.next() == null ? null : page.next().toString());
  }

  private <T> T ask(
      CallingSite site,
      CorpId corp,
      @Nullable AppId named,
      String api,
      Function<String, T> question) {
    return calls.ask(
        site.loginApp(corp, named), corp, api, question, DepartmentLookup::ofDepartments);
  }

  /** DingTalk says that it is missing, or out of range, as it says it of people. */
  private static ApiException ofDepartments(DingTalkException e) {
    return switch (e.failure()) {
      case DingTalkFailure.NotFound(var code) -> problem(ErrorCode.DEPARTMENT_NOT_FOUND, code, e);
      case DingTalkFailure.OutOfScope(var code) ->
          problem(ErrorCode.DEPARTMENT_NOT_VISIBLE, code, e);
      default -> e.toProblem();
    };
  }

  private static ApiException problem(ErrorCode problem, String code, DingTalkException cause) {
    return new ApiException(problem, "DingTalk's code (" + code + ")", List.of(), null, cause);
  }

  private static DirectoryDepartment answer(CorpId corp, DepartmentDetail department) {
    return new DirectoryDepartment(corp, department.id(), department.name(), department.parent());
  }
}
