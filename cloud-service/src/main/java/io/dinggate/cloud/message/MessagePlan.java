package io.dinggate.cloud.message;

import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.AppKind;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.CorpId;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.message.TemplateContent;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Ids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cuts a message into the calls that DingTalk takes: one corp and so many people each. */
final class MessagePlan {

  private MessagePlan() {}

  /**
   * The tasks of a message.
   *
   * @throws ApiException {@code CORP_NOT_ALLOWED}, {@code APP_NOT_ALLOWED} or {@code
   *     CONTENT_NOT_SUPPORTED} when the site may not send it
   */
  static List<PlannedTask> of(CallingSite site, SendMessage message, int peoplePerTask) {
    var tasks = new ArrayList<PlannedTask>();
    positionsByCorp(message)
        .forEach(
            (corp, positions) -> {
              var app = site.messageApp(corp, message.app());
              requireContent(app, message);
              for (var from = 0; from < positions.size(); from += peoplePerTask) {
                var to = Math.min(positions.size(), from + peoplePerTask);
                tasks.add(task(corp, app, positions.subList(from, to), message));
              }
            });
    return tasks;
  }

  private static Map<CorpId, List<Integer>> positionsByCorp(SendMessage message) {
    var positions = new LinkedHashMap<CorpId, List<Integer>>();
    for (var i = 0; i < message.recipients().size(); i++) {
      positions.computeIfAbsent(message.recipients().get(i).corp(), _ -> new ArrayList<>()).add(i);
    }
    return positions;
  }

  /** Suites send templates and nothing else, internal apps everything else (S0769, S0774). */
  private static void requireContent(App app, SendMessage message) {
    var template = message.content() instanceof TemplateContent;
    if (template != (app.kind() == AppKind.SUITE)) {
      throw new ApiException(
          ErrorCode.CONTENT_NOT_SUPPORTED,
          template
              ? "The app is an internal app and cannot send a template."
              : "The app is a suite and can send templates only.");
    }
  }

  private static PlannedTask task(
      CorpId corp, App app, List<Integer> positions, SendMessage message) {
    var users = positions.stream().map(at -> message.recipients().get(at).userId()).toList();
    return new PlannedTask(Ids.uuidV7().toString(), corp, app, positions, users);
  }
}
