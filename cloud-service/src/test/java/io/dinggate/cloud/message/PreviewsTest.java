package io.dinggate.cloud.message;

import static io.dinggate.cloud.message.MessageStage.EAST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.site.Sites;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.MessagePreview;
import io.dinggate.model.message.MessagePreview.Forecast;
import io.dinggate.model.message.MessagePreview.Outlook;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.message.SendOptions;
import io.dinggate.model.message.TemplateContent;
import io.dinggate.model.message.TextContent;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewsTest {

  @TempDir Path directory;
  private AfterSendStage stage;

  @AfterEach
  void end() throws SQLException {
    stage.close();
  }

  @Test
  void tasksAreThoseThatWouldBeMade() {
    begin("people-per-task", "2");

    var preview = preview(MessageStage.text("hello", 5));

    assertThat(preview.tasks())
        .containsExactly(
            new MessagePreview.Task(EAST, Sites.HR, 2),
            new MessagePreview.Task(EAST, Sites.HR, 2),
            new MessagePreview.Task(EAST, Sites.HR, 1));
    assertThat(preview.recipients()).hasSize(5);
  }

  @Test
  void nothingIsSentAndNothingIsStored() {
    begin();
    preview(MessageStage.text("hello", 5));
    stage.messages.send();

    assertThat(stage.messages.calls).isEmpty();
    assertThat(stage.messages.column("select 1 from message")).isEmpty();
    assertThat(stage.messages.column("select 1 from task")).isEmpty();
    assertThat(stage.told()).isZero();
  }

  @Test
  void dingTalkIsAskedAboutTheFirstOnes() {
    begin("preview-lookups", "4");
    stage.failures.put("user u1", new DingTalkFailure.NotFound("60121"));
    stage.failures.put("user u2", new DingTalkFailure.OutOfScope("50002"));
    stage.failures.put("user u3", new DingTalkFailure.Unavailable("500"));

    var preview = preview(MessageStage.text("hello", 6));

    assertThat(preview.recipients())
        .extracting(Forecast::outlook)
        .containsExactly(
            Outlook.REACHABLE,
            Outlook.UNKNOWN_USER,
            Outlook.NOT_VISIBLE,
            Outlook.UNCHECKED,
            Outlook.UNCHECKED,
            Outlook.UNCHECKED);
    assertThat(preview.recipients().get(1).detail()).contains("60121");
    assertThat(preview.recipients().get(2).detail()).contains("50002");
    assertThat(preview.recipients().get(3).detail()).isNotBlank();
    assertThat(preview.recipients().get(4).detail()).isNull();
    assertThat(stage.asked).hasSize(4);
  }

  @Test
  void sameTextToTheSamePersonOnTheSameDayIsADuplicate() {
    begin();
    stage.messages.accept("m", MessageStage.text("hello", 2));
    stage.messages.send();

    assertThat(outlooks(MessageStage.text("hello", 3)))
        .containsExactly(Outlook.DUPLICATE, Outlook.DUPLICATE, Outlook.REACHABLE);
    assertThat(outlooks(MessageStage.text("other", 1))).containsExactly(Outlook.REACHABLE);
    var repeatable = new SendOptions(null, null, null, null, null, true);
    assertThat(outlooks(MessageStage.text("hello", 1, repeatable)))
        .containsExactly(Outlook.REACHABLE);
    stage.pass(Duration.ofHours(11));
    assertThat(outlooks(MessageStage.text("hello", 1))).containsExactly(Outlook.DUPLICATE);
    stage.pass(Duration.ofHours(1)); // midnight in Shanghai
    assertThat(outlooks(MessageStage.text("hello", 1))).containsExactly(Outlook.REACHABLE);
  }

  @Test
  void whatWasNotSentIsNoDuplicate() {
    begin();
    stage.messages.sending = MessageStage.failing(new DingTalkFailure.ContentRejected("41049"));
    stage.messages.accept("m", MessageStage.text("hello", 1));
    stage.messages.send();

    assertThat(outlooks(MessageStage.text("hello", 1))).containsExactly(Outlook.REACHABLE);
  }

  @Test
  void whoIsUnknownIsSoAlsoAsADuplicate() {
    begin();
    stage.messages.accept("m", MessageStage.text("hello", 1));
    stage.failures.put("user u0", new DingTalkFailure.NotFound("60121"));

    assertThat(outlooks(MessageStage.text("hello", 1))).containsExactly(Outlook.UNKNOWN_USER);
  }

  @Test
  void whoHasGotEnoughTodayIsToldSo() {
    begin("internal-daily-per-person", "1");
    stage.messages.accept("m", MessageStage.text("hello", 1));

    var preview = preview(MessageStage.text("other", 2));

    assertThat(preview.recipients())
        .extracting(Forecast::outlook)
        .containsExactly(Outlook.DAILY_LIMIT, Outlook.REACHABLE);
    assertThat(preview.tasks()).hasSize(2);
  }

  @Test
  void peopleOfDepartmentsComeLastAndOnce() {
    begin();
    stage.members.put(7L, List.of("named", "a"));
    stage.members.put(8L, List.of("a", "b"));

    var preview = preview(message(List.of("named"), 7, 8));

    assertThat(preview.recipients())
        .extracting(forecast -> forecast.user().userId().value(), Forecast::department)
        .containsExactly(
            tuple("named", null),
            tuple("a", new DepartmentRef(EAST, 7)),
            tuple("b", new DepartmentRef(EAST, 8)));
    assertThat(preview.tasks()).containsExactly(new MessagePreview.Task(EAST, Sites.HR, 3));
  }

  @Test
  void whatTakesTooLongIsUnchecked() {
    begin();
    stage.children.put(7L, List.of(71L, 72L, 73L));
    stage.members.put(7L, List.of("a"));
    stage.members.put(71L, List.of("b"));
    stage.members.put(72L, List.of("c"));
    stage.members.put(8L, List.of("d"));
    stage.duringCall = () -> stage.pass(Duration.ofSeconds(4));

    var preview = preview(message(List.of("named"), 7, 8));

    assertThat(stage.asked).containsExactly("members 7", "children 7", "members 71");
    assertThat(preview.recipients())
        .extracting(
            forecast -> forecast.user().userId().value(), Forecast::outlook, Forecast::detail)
        .containsExactly(
            tuple("named", Outlook.UNCHECKED, null),
            tuple("a", Outlook.UNCHECKED, null),
            tuple("b", Outlook.UNCHECKED, null));
  }

  @Test
  void peopleAreLookedUpAsLongAsThereIsTime() {
    begin();
    stage.duringCall = () -> stage.pass(Duration.ofSeconds(4));

    assertThat(outlooks(MessageStage.text("hello", 4)))
        .containsExactly(
            Outlook.REACHABLE, Outlook.REACHABLE, Outlook.REACHABLE, Outlook.UNCHECKED);
  }

  @Test
  void departmentThatIsNotThereIsNamedWithItsPlace() {
    begin();
    stage.failures.put("members 8", new DingTalkFailure.NotFound("60003"));

    var problem = catchThrowableOfType(ApiException.class, () -> preview(message(List.of(), 7, 8)));

    assertThat(problem.code()).isEqualTo(ErrorCode.VALIDATION);
    assertThat(problem.violations().getFirst().path()).isEqualTo("departments[1]");
  }

  @Test
  void departmentThatDingTalkCannotTellOfIsDingTalksFailure() {
    begin();
    stage.failures.put("children", new DingTalkFailure.Unavailable("500"));

    assertThat(
            catchThrowableOfType(ApiException.class, () -> preview(message(List.of(), 7))).code())
        .isEqualTo(ErrorCode.DINGTALK_UNAVAILABLE);
  }

  @Test
  void whatTheSiteMayNotSendIsRefusedBeforeDingTalkIsAsked() {
    begin();
    var foreign =
        new SendMessage(
            List.of(new UserRef(Sites.FOREIGN, new UserId("x"))),
            List.of(new DepartmentRef(EAST, 7)),
            new TextContent("hello"),
            null,
            null);
    var template = MessageStage.to(EAST, 1, new TemplateContent("tpl", Map.of()), null);

    assertThat(catchThrowableOfType(ApiException.class, () -> preview(foreign)).code())
        .isEqualTo(ErrorCode.CORP_NOT_ALLOWED);
    assertThat(catchThrowableOfType(ApiException.class, () -> preview(template)).code())
        .isEqualTo(ErrorCode.CONTENT_NOT_SUPPORTED);
    assertThat(stage.asked).isEmpty();
  }

  private void begin(String... settings) {
    stage = new AfterSendStage(directory, settings);
  }

  private MessagePreview preview(SendMessage message) {
    return stage.previews.preview(stage.messages.caller("east"), message);
  }

  private List<Outlook> outlooks(SendMessage message) {
    return preview(message).recipients().stream().map(Forecast::outlook).toList();
  }

  private static SendMessage message(List<String> users, long... departments) {
    return new SendMessage(
        users.stream().map(user -> new UserRef(EAST, new UserId(user))).toList(),
        Arrays.stream(departments).mapToObj(id -> new DepartmentRef(EAST, id)).toList(),
        new TextContent("hello"),
        null,
        null);
  }
}
