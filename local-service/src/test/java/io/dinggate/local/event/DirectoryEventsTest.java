package io.dinggate.local.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.user.DirectoryNews;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserRef;
import io.dinggate.model.feed.EventReceived;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind of event means for the directory. */
class DirectoryEventsTest {

  private static final CorpId CORP = new CorpId("dingeast00000001");

  private final List<String> news = new ArrayList<>();
  private final DirectoryEvents events = new DirectoryEvents(noting(news));

  static DirectoryNews noting(List<String> news) {
    return new DirectoryNews() {
      @Override
      public void personChanged(UserRef user) {
        news.add("changed " + user.userId());
      }

      @Override
      public void personLeft(UserRef user) {
        news.add("left " + user.userId());
      }

      @Override
      public void departmentChanged(DepartmentRef department) {
        news.add("department " + department.departmentId());
      }

      @Override
      public void departmentRemoved(DepartmentRef department) {
        news.add("removed " + department.departmentId());
      }

      @Override
      public void rangeChanged(CorpId corp, AppId app, Instant at) {
        news.add("range " + corp + " " + app);
      }

      @Override
      public void authorisationLost(CorpId corp, AppId app) {
        news.add("lost " + corp + " " + app);
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "13, user_add_org, wang, changed wang",
    "13, user_modify_org, wang, changed wang",
    "13, user_dept_change, wang, changed wang",
    "13, user_role_change, wang, changed wang",
    "13, user_active_org, wang, changed wang",
    "13, user_leave_org, wang, left wang",
    "14, org_dept_create, 4, department 4",
    "14, org_dept_modify, 4, department 4",
    "14, org_dept_remove, 4, removed 4",
  })
  void rowsNameWhomTheyAreAbout(int bizType, String event, String subject, String told) {
    events.apply(row(bizType, event, subject, false));

    assertThat(news).containsExactly(told);
  }

  @ParameterizedTest
  @CsvSource({
    "4, org_suite_auth, 14999001, range",
    "4, org_suite_change, 14999001, range",
    "4, org_suite_relieve, 14999001, lost",
    "7, org_micro_app_scope_update, 62282, range",
    "7, org_micro_app_stop, 62282, range",
    "7, org_micro_app_restore, 62282, range",
    "7, org_micro_app_remove, 62282, range",
    "16, org_remove, dingeast00000001, lost",
  })
  void rowsTellWhatOfACorpAnAppMaySee(int bizType, String event, String subject, String told) {
    events.apply(row(bizType, event, subject, true));
    assertThat(news).as("late").isEmpty();

    events.apply(row(bizType, event, subject, false));
    assertThat(news).containsExactly(told + " dingeast00000001 suite");
  }

  @ParameterizedTest
  @CsvSource({
    "tmp_auth_code, range",
    "change_auth, range",
    "org_micro_app_stop, range",
    "org_micro_app_restore, range",
    "suite_relieve, lost",
    "org_remove, lost",
  })
  void soDoEventsThatCameAlone(String event, String told) {
    events.apply(alone(event, null));

    assertThat(news).containsExactly(told + " dingeast00000001 hr");
  }

  @ParameterizedTest
  @ValueSource(strings = {"userId", "UserId", "userid"})
  void eventsThatCameAloneListIds(String member) {
    events.apply(alone("user_leave_org", Map.of(member, List.of("wang", "li"))));
    events.apply(alone("user_add_org", Map.of(member, "zhao")));

    assertThat(news).containsExactly("left wang", "left li", "changed zhao");
  }

  @Test
  void departmentsAreNumbersOrTexts() {
    events.apply(alone("org_dept_remove", Map.of("DeptId", List.of(4, "5"))));

    assertThat(news).containsExactly("removed 4", "removed 5");
  }

  @Test
  void lateVersionChangesNothing() {
    events.apply(row(13, "user_leave_org", "wang", true));

    assertThat(news).isEmpty();
  }

  @Test
  void whatIsOfNoConcernOrCannotBeReadChangesNothing() {
    events.apply(row(13, "user_leave_org", null, false));
    events.apply(row(14, "org_dept_remove", "x", false));
    events.apply(row(14, "org_dept_remove", "0", false));
    events.apply(row(15, "user_leave_org", "wang", false));
    events.apply(row(13, "unheard_of", "wang", false));
    events.apply(alone("user_leave_org", null));
    events.apply(alone("user_leave_org", Map.of("userId", List.of(Map.of("a", 1)))));
    var nothing = new HashMap<String, Object>();
    nothing.put("userId", null);
    events.apply(alone("user_leave_org", nothing));

    assertThat(news).isEmpty();
  }

  private static EventReceived row(int bizType, String event, String subject, boolean stale) {
    return new EventReceived(
        "e", new AppId("suite"), CORP, bizType, event, subject, Instant.EPOCH, stale, null, false);
  }

  private static EventReceived alone(String event, Map<String, Object> data) {
    return new EventReceived(
        "e", new AppId("hr"), CORP, null, event, null, Instant.EPOCH, false, data, false);
  }
}
