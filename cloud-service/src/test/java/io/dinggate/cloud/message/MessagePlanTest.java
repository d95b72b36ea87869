package io.dinggate.cloud.message;

import static io.dinggate.cloud.site.Sites.EAST;
import static io.dinggate.cloud.site.Sites.FOREIGN;
import static io.dinggate.cloud.site.Sites.HR;
import static io.dinggate.cloud.site.Sites.NORTH;
import static io.dinggate.cloud.site.Sites.OTHERS;
import static io.dinggate.cloud.site.Sites.SUITE;
import static io.dinggate.model.problem.ErrorCode.APP_NOT_ALLOWED;
import static io.dinggate.model.problem.ErrorCode.CONTENT_NOT_SUPPORTED;
import static io.dinggate.model.problem.ErrorCode.CORP_NOT_ALLOWED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dinggate.cloud.site.Sites;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.message.TemplateContent;
import io.dinggate.model.message.TextContent;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagePlanTest {

  private static final MessageContent TEMPLATE = new TemplateContent("tpl-1", Map.of("a", "b"));
  private static final MessageContent TEXT = new TextContent("hello");

  @Test
  void everyCorpGetsItsOwnTaskByItsOwnApp() {
    var recipients = List.of(user(EAST, "a"), user(NORTH, "b"), user(EAST, "c"), user(NORTH, "d"));
    var message = new SendMessage(recipients, TEMPLATE, SUITE);

    assertThat(MessagePlan.of(Sites.east(), message, 100))
        .extracting(PlannedTask::corp, task -> task.app().id(), PlannedTask::positions)
        .containsExactly(tuple(EAST, SUITE, List.of(0, 2)), tuple(NORTH, SUITE, List.of(1, 3)));
  }

  @Test
  void tasksAreCutToTheLimitAndCarryEveryoneOnce() {
    var recipients = IntStream.range(0, 250).mapToObj(i -> user(EAST, "u" + i)).toList();
    var tasks = MessagePlan.of(Sites.east(), new SendMessage(recipients, TEXT, null), 100);

    assertThat(tasks).extracting(task -> task.users().size()).containsExactly(100, 100, 50);
    assertThat(tasks.stream().flatMap(task -> task.positions().stream()))
        .containsExactlyElementsOf(IntStream.range(0, 250).boxed().toList());
    assertThat(tasks.get(2).users().getFirst()).isEqualTo(new UserId("u200"));
    assertThat(tasks).extracting(PlannedTask::id).doesNotHaveDuplicates();
  }

  @Test
  void foreignCorpIsRefusedWhoeverElseGetsIt() {
    assertRefused(CORP_NOT_ALLOWED, TEXT, null, EAST, FOREIGN);
  }

  @Test
  void suiteSendsTemplatesOnly() {
    assertRefused(CONTENT_NOT_SUPPORTED, TEXT, SUITE, EAST);
    assertRefused(CONTENT_NOT_SUPPORTED, TEXT, null, NORTH);
  }

  @Test
  void internalAppSendsNoTemplates() {
    assertRefused(CONTENT_NOT_SUPPORTED, TEMPLATE, HR, EAST);
  }

  @Test
  void namedAppMustBeAllowedInEveryCorp() {
    assertRefused(APP_NOT_ALLOWED, TEXT, HR, EAST, NORTH);
    assertRefused(APP_NOT_ALLOWED, TEXT, OTHERS, EAST);
  }

  private static void assertRefused(
      ErrorCode code, MessageContent content, AppId app, CorpId... corps) {
    var recipients = Stream.of(corps).map(corp -> user(corp, "a")).toList();
    var message = new SendMessage(recipients, content, app);

    assertThatThrownBy(() -> MessagePlan.of(Sites.east(), message, 100))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static UserRef user(CorpId corp, String userId) {
    return new UserRef(corp, new UserId(userId));
  }
}
