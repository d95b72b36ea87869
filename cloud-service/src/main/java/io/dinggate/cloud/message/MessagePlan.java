package io.dinggate.cloud.message;

import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.AppKind;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.message.TemplateContent;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Ids;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Cuts a message into the calls that DingTalk takes: one corp and so many people each, and nobody
 * on a day on which the person gets no more. Everybody is in exactly one of them.
 */
final class MessagePlan {

  private final MessageConfig config;
  private final DailyRoom room;
  private final Instant now;

  MessagePlan(MessageConfig config, DailyRoom room, Instant now) {
    this.config = config;
    this.room = room;
    this.now = now;
  }

  /**
   * The tasks for the users that the message names itself.
   *
   * @throws ApiException {@code CORP_NOT_ALLOWED}, {@code APP_NOT_ALLOWED} or {@code
   *     CONTENT_NOT_SUPPORTED} when the site may not send it, to whomever of them
   */
  List<PlannedTask> of(CallingSite site, SendMessage message) throws SQLException {
    message.departments().forEach(department -> app(site, department.corp(), message));
    return of(site, message, 0, message.recipients());
  }

  /**
   * The tasks for some people of a message.
   *
   * @param first the position of the first of them
   * @throws ApiException as the other method
   */
  List<PlannedTask> of(CallingSite site, SendMessage message, int first, List<UserRef> users)
      throws SQLException {
    var people = new LinkedHashMap<CorpId, List<PlannedTask.Person>>();
    for (var i = 0; i < users.size(); i++) {
      people
          .computeIfAbsent(users.get(i).corp(), _ -> new ArrayList<>())
          .add(new PlannedTask.Person(first + i, users.get(i)));
    }
    var apps = new LinkedHashMap<CorpId, App>();
    people.keySet().forEach(corp -> apps.put(corp, app(site, corp, message)));
    var tasks = new ArrayList<PlannedTask>();
    for (var corp : people.entrySet()) {
      var app = apps.get(corp.getKey());
      if (app != null) {
        tasks.addAll(cut(message, corp.getKey(), app, corp.getValue()));
      }
    }
    return tasks;
  }

  /** The app that sends the message in that corp. */
  private static App app(CallingSite site, CorpId corp, SendMessage message) {
    var app = site.messageApp(corp, message.app());
    var template = message.content() instanceof TemplateContent;
    if (template != (app.kind() == AppKind.SUITE)) {
      throw new ApiException(
          ErrorCode.CONTENT_NOT_SUPPORTED,
          template
              ? "The app is an internal app and cannot send a template."
              : "The app is a suite and can send templates only.");
    }
    return app;
  }

  private List<PlannedTask> cut(
      SendMessage message, CorpId corp, App app, List<PlannedTask.Person> people)
      throws SQLException {
    var most = peoplePerTask(message, app.kind());
    var begin = begin(message);
    var today = ShanghaiTime.day(begin);
    var tasks = new ArrayList<PlannedTask>();
    for (var day : byDay(app, today, people).entrySet()) {
      var held = day.getKey() > today;
      var due = held ? ShanghaiTime.begin(day.getKey()) : begin;
      for (var from = 0; from < day.getValue().size(); from += most) {
        var to = Math.min(day.getValue().size(), from + most);
        tasks.add(
            new PlannedTask(
                Ids.uuidV7().toString(), corp, app, due, held, day.getValue().subList(from, to)));
      }
    }
    return tasks;
  }

  /** Each on the first day that has room. */
  private Map<Long, List<PlannedTask.Person>> byDay(
      App app, long today, List<PlannedTask.Person> people) throws SQLException {
    var days = new TreeMap<Long, List<PlannedTask.Person>>();
    var left = people;
    for (var day = today; !left.isEmpty(); day++) {
      var full = room.full(app, day, left.stream().map(PlannedTask.Person::user).toList());
      var fits = left.stream().filter(person -> !full.contains(person.user())).toList();
      if (!fits.isEmpty()) {
        days.put(day, fits);
      }
      left = left.stream().filter(person -> full.contains(person.user())).toList();
    }
    return days;
  }

  private Instant begin(SendMessage message) {
    var notBefore = message.delivery().notBefore();
    return notBefore != null && notBefore.isAfter(now) ? notBefore : now;
  }

  private int peoplePerTask(SendMessage message, AppKind kind) {
    if (message.delivery().wantsReceipts()) {
      return config.peoplePerTask();
    }
    return switch (kind) {
      case INTERNAL -> config.peoplePerTaskWithoutReceipts();
      case SUITE -> config.peoplePerTemplateWithoutReceipts();
    };
  }
}
