package io.dinggate.cloud.event;

import io.dinggate.cloud.app.AuthorisationChanges;
import io.dinggate.cloud.app.SuiteTickets;
import io.dinggate.cloud.registry.App;
import io.dinggate.model.CorpId;
import io.dinggate.model.InvalidValueException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Hands suite tickets and authorisations over to the apps, and codes to the activation; everything
 * else is kept only.
 */
@Singleton
final class AppEventHandler implements EventHandler {

  private final SuiteTickets suiteTickets;
  private final AuthorisationChanges authorisations;
  private final ActivationTable activations;
  private final Clock clock;

  AppEventHandler(
      SuiteTickets suiteTickets,
      AuthorisationChanges authorisations,
      ActivationTable activations,
      Clock clock) {
    this.suiteTickets = suiteTickets;
    this.authorisations = authorisations;
    this.activations = activations;
    this.clock = clock;
  }

  @Override
  public EventState handle(App app, StoredEvent event, String content) {
    var body =
        EventBody.parse(content).orElseThrow(() -> new UnreadableEventException("no JSON object"));
    var data = event.bizType() == null ? body : body.object("biz_data").orElse(body);
    var kind = EventKind.of(app.kind(), event.bizType(), event.type());
    if (kind.concernsOneApp() && !isOwn(app, body)) {
      return EventState.KEPT;
    }
    var at = event.happenedAt();
    return switch (kind) {
      case SUITE_TICKET -> counted(suiteTickets.store(app, required(data, "suiteTicket"), at));
      case AUTHORISED -> counted(authorise(app, corp(body, data), data, at));
      case TEMPORARY_CODE -> counted(begin(app, corp(body, data), event, data));
      case CHANGED -> counted(change(app, corp(body, data), data, at));
      case STOPPED -> counted(authorisations.stopped(app, corp(body, data), at));
      case RESTORED -> counted(authorisations.restored(app, corp(body, data), at));
      case REMOVED -> counted(authorisations.removed(app, corp(body, data), at));
      case RELIEVED -> counted(authorisations.relieved(app, corp(body, data), at));
      case OTHER -> EventState.KEPT;
    };
  }

  private static EventState counted(boolean counted) {
    return counted ? EventState.APPLIED : EventState.STALE;
  }

  private static String required(EventBody data, String name) {
    return data.text(name)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> new UnreadableEventException("no " + name));
  }

  private boolean begin(App app, CorpId corp, StoredEvent event, EventBody data) {
    var code = required(data, "AuthCode");
    return activations.begin(
        app, corp, event.identity(), code, event.happenedAt(), clock.instant());
  }

  private boolean authorise(App app, CorpId corp, EventBody data, Instant at) {
    var corpName = data.object("auth_corp_info").flatMap(info -> info.text("corp_name"));
    return authorisations.authorised(app, corp, at, agentId(app, data), corpName.orElse(null));
  }

  private boolean change(App app, CorpId corp, EventBody data, Instant at) {
    var agentId = data.number("agentId");
    return authorisations.changed(app, corp, at, agentId.isPresent() ? agentId.getAsLong() : null);
  }

  /** A suite can bring several apps into a corp: ours, or the first. */
  private static @Nullable Long agentId(App app, EventBody data) {
    var agents = data.object("auth_info").map(info -> info.objects("agent")).orElse(List.of());
    return agents.stream()
        .filter(agent -> is(agent.number("appid"), app.dingTalkAppId()))
        .findFirst()
        .or(() -> agents.stream().findFirst())
        .map(agent -> agent.number("agentid"))
        .filter(OptionalLong::isPresent)
        .map(OptionalLong::getAsLong)
        .orElse(null);
  }

  /** Whether an event about one app of a suite is about ours, as far as can be told. */
  private static boolean isOwn(App app, EventBody body) {
    var named = body.text("biz_id").isPresent() ? body.number("biz_id") : body.number("AppId");
    return app.dingTalkAppId() == null || named.isEmpty() || is(named, app.dingTalkAppId());
  }

  private static boolean is(OptionalLong named, @Nullable Long own) {
    return own != null && named.equals(OptionalLong.of(own));
  }

  private static CorpId corp(EventBody body, EventBody data) {
    try {
      return body.text("corp_id")
          .or(() -> body.text("AuthCorpId"))
          .or(() -> data.object("auth_corp_info").flatMap(info -> info.text("corpid")))
          .or(() -> body.text("CorpId"))
          .map(CorpId::new)
          .orElseThrow(() -> new UnreadableEventException("no corp"));
    } catch (InvalidValueException e) {
      throw new UnreadableEventException("not a corp id");
    }
  }
}
