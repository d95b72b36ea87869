package io.dinggate.cloud.message;

import io.dinggate.cloud.dingtalk.DingTalk;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.MessagePreview;
import io.dinggate.model.message.MessagePreview.Forecast;
import io.dinggate.model.message.MessagePreview.Outlook;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.problem.ApiException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what would become of a message: how it would be cut, whom DingTalk does not know, and whom
 * it would keep it from. Sends nothing and stores nothing.
 */
@Singleton
final class Previews {

  /** How long DingTalk is asked for one preview; a site waits for 20 seconds. */
  private static final Duration TIME = Duration.ofSeconds(10);

  private final Reads reads;
  private final MessageBodies bodies;
  private final DepartmentWalk walk;
  private final Queries queries;
  private final DingTalk dingTalk;
  private final MessageConfig sending;
  private final AfterSendConfig config;
  private final Clock clock;

  Previews(
      Reads reads,
      MessageBodies bodies,
      DepartmentWalk walk,
      Queries queries,
      DingTalk dingTalk,
      MessageConfig sending,
      AfterSendConfig config,
      Clock clock) {
    this.reads = reads;
    this.bodies = bodies;
    this.walk = walk;
    this.queries = queries;
    this.dingTalk = dingTalk;
    this.sending = sending;
    this.config = config;
    this.clock = clock;
  }

  /** What stands in the way of some people. */
  private record Known(Set<UserRef> duplicates, Set<UserRef> held) {}

  /**
   * The preview. Whom DingTalk could not be asked about in time is unchecked, or missing when only
   * a department would bring it in.
   *
   * @throws ApiException as {@link MessagePlan#of}; {@code VALIDATION} for a department that
   *     DingTalk does not show; or what DingTalk failed with
   */
  MessagePreview preview(CallingSite site, SendMessage message) {
    var now = clock.instant();
    reads.query(connection -> plan(connection, now).of(site, message)); // before DingTalk is asked
    var end = now.plus(TIME);
    var people = people(site, message, end);
    var users = List.copyOf(people.keySet());
    var tasks = reads.query(connection -> plan(connection, now).of(site, message, 0, users));
    var apps = new HashMap<CorpId, App>();
    tasks.forEach(task -> apps.put(task.corp(), task.app()));
    var known = reads.query(connection -> known(connection, message, tasks, now));
    var forecasts = new ArrayList<Forecast>();
    for (var user : users) {
      var app = apps.get(user.corp());
      var looked =
          app != null && forecasts.size() < config.previewLookups()
              ? look(app, user, end)
              : UNCHECKED;
      forecasts.add(forecast(user, looked, known, people.get(user)));
    }
    return new MessagePreview(
        tasks.stream()
            .map(
                task -> new MessagePreview.Task(task.corp(), task.app().id(), task.people().size()))
            .toList(),
        forecasts);
  }

  private MessagePlan plan(Connection connection, Instant now) {
    return new MessagePlan(sending, new DailyCounts(connection, bodies, sending), now);
  }

  /** Every recipient, with the department that brings it in. */
  private Map<UserRef, @Nullable DepartmentRef> people(
      CallingSite site, SendMessage message, Instant end) {
    var people = new LinkedHashMap<UserRef, @Nullable DepartmentRef>();
    message.recipients().forEach(user -> people.put(user, null));
    for (var i = 0; i < message.departments().size(); i++) {
      var department = message.departments().get(i);
      for (var user : usersOf(site, message, i, end)) {
        var ref = new UserRef(department.corp(), user);
        if (!people.containsKey(ref)) {
          people.put(ref, department);
        }
      }
    }
    return people;
  }

  private List<UserId> usersOf(CallingSite site, SendMessage message, int index, Instant end) {
    var department = message.departments().get(index);
    var app = site.messageApp(department.corp(), message.app());
    try {
      return walk.peopleUntil(end, app, department, config.maxPeople());
    } catch (DepartmentWalk.FailedException e) {
      throw ApiException.invalid("departments[" + index + "]", e.reason().english());
    } catch (DingTalkException e) {
      throw e.toProblem();
    }
  }

  private Known known(
      Connection connection, SendMessage message, List<PlannedTask> tasks, Instant now)
      throws SQLException {
    var duplicates = new HashSet<UserRef>();
    var held = new HashSet<UserRef>();
    // The mark of a repeatable message goes by its id, which a preview has not.
    var hash = message.delivery().marked() ? null : bodies.contentHash(message.content());
    for (var task : tasks) {
      for (var person : task.people()) {
        if (task.held()) {
          held.add(person.user());
        }
        if (hash != null && isDuplicate(connection, hash, task, person.user(), now)) {
          duplicates.add(person.user());
        }
      }
    }
    return new Known(duplicates, held);
  }

  private boolean isDuplicate(
      Connection connection, String hash, PlannedTask task, UserRef user, Instant now)
      throws SQLException {
    try (var select = connection.prepareStatement(DUPLICATE)) {
      select.setString(1, bodies.person(user));
      select.setLong(2, ShanghaiTime.day(task.dueAt().isAfter(now) ? task.dueAt() : now));
      select.setString(3, task.app().id().value());
      select.setString(4, hash);
      try (var rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static final String DUPLICATE =
      "select 1 from recipient r cross join task t on t.id = r.task"
          + " cross join message m on m.id = r.message"
          + " where r.person = ? and r.day = ? and t.app = ? and m.content_hash = ?"
          + " and r.state not in ('FAILED', 'DROPPED') limit 1";

  /** What DingTalk says of a person now. */
  private record Looked(Outlook outlook, @Nullable String detail) {}

  private static final Looked UNCHECKED = new Looked(Outlook.UNCHECKED, null);

  private Looked look(App app, UserRef user, Instant end) {
    var left = Duration.between(clock.instant(), end);
    if (!left.isPositive()) {
      return UNCHECKED;
    }
    try {
      queries.ask(
          app, user.corp(), "v2/user/get", left, token -> dingTalk.user(token, user.userId()));
      return new Looked(Outlook.REACHABLE, null);
    } catch (DingTalkException e) {
      return switch (e.failure()) {
        case DingTalkFailure.NotFound(var code) ->
            new Looked(Outlook.UNKNOWN_USER, "DingTalk's code " + code);
        case DingTalkFailure.OutOfScope(var code) ->
            new Looked(Outlook.NOT_VISIBLE, "DingTalk's code " + code);
        default -> new Looked(Outlook.UNCHECKED, e.toProblem().detail());
      };
    } catch (ApiException e) {
      return new Looked(Outlook.UNCHECKED, e.detail());
    }
  }

  private static Forecast forecast(
      UserRef user, Looked looked, Known known, @Nullable DepartmentRef department) {
    var outlook =
        switch (looked.outlook()) {
          case UNKNOWN_USER, NOT_VISIBLE -> looked.outlook();
          case REACHABLE, UNCHECKED, DUPLICATE, DAILY_LIMIT, UNRECOGNIZED -> {
            if (known.duplicates().contains(user)) {
              yield Outlook.DUPLICATE;
            }
            yield known.held().contains(user) ? Outlook.DAILY_LIMIT : looked.outlook();
          }
        };
    return new Forecast(
        user, outlook, outlook == looked.outlook() ? looked.detail() : null, department);
  }
}
