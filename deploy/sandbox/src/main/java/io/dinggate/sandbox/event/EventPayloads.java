package io.dinggate.sandbox.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.sandbox.World.App;
import io.dinggate.sandbox.World.Corp;
import io.dinggate.sandbox.World.Suite;
import io.dinggate.sandbox.http.Json;
import io.dinggate.sandbox.state.Authorisations.Authorisation;
import io.dinggate.sandbox.state.Secrets;
import io.dinggate.sandbox.state.State;
import io.dinggate.sandbox.token.AuthorisationDocument;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The texts inside event pushes, in SyncHTTP form (rows of {@code bizData}) and in the legacy form.
 * Facts: open.dingtalk.com, 事件订阅.
 */
final class EventPayloads {
  private static final int SUITE_TICKET = 2;
  private static final int AUTHORISATION = 4;
  private static final int MICRO_APP = 7;

  private final State state;
  private final AuthorisationDocument authorisations;
  private final AtomicLong rowIds = new AtomicLong(7_001);

  EventPayloads(State state) {
    this.state = state;
    this.authorisations = new AuthorisationDocument(state);
  }

  ObjectNode checkUrl() {
    return event("check_url");
  }

  ObjectNode checkCreateSuiteUrl() {
    return event("check_create_suite_url").put("Random", Secrets.next().substring(0, 8));
  }

  ObjectNode checkUpdateSuiteUrl(Suite suite) {
    return event("check_update_suite_url")
        .put("Random", Secrets.next().substring(0, 8))
        .put("TestSuiteKey", suite.suiteKey());
  }

  /** The row belongs to the vendor's own corp, as documented. */
  ObjectNode suiteTicket(Suite suite) {
    ObjectNode data = data("suite_ticket").put("suiteTicket", state.suiteTickets().current(suite));
    return syncHttp(row(suite, suite.developer(), SUITE_TICKET, suite.suiteId(), data));
  }

  ObjectNode legacySuiteTicket(Suite suite) {
    return legacy(suite, "suite_ticket").put("SuiteTicket", state.suiteTickets().current(suite));
  }

  ObjectNode authorisation(Suite suite, Corp corp, Authorisation authorisation, String syncAction) {
    ObjectNode data = data(syncAction);
    data.setAll(authorisations.snakeCase(suite, corp, authorisation));
    ObjectNode scope = data.putObject("auth_scope").put("errcode", 0).put("errmsg", "ok");
    scope.setAll(authorisations.scopes(suite, corp));
    data.put("permanent_code", "permanent-code-of-" + corp.corpId()).put("ch_permanent_code", "");
    return syncHttp(row(suite, corp.corpId(), AUTHORISATION, suite.suiteId(), data));
  }

  /** Says whose it is only by the row's corp_id. */
  ObjectNode relieve(Suite suite, String corpId) {
    return syncHttp(row(suite, corpId, AUTHORISATION, suite.suiteId(), data("org_suite_relieve")));
  }

  ObjectNode microApp(Suite suite, String corpId, long agentId, String syncAction) {
    ObjectNode data = data(syncAction).put("agentId", agentId);
    return syncHttp(row(suite, corpId, MICRO_APP, String.valueOf(suite.microAppId()), data));
  }

  ObjectNode temporaryAuthCode(Suite suite, String corpId, String code) {
    return legacy(suite, "tmp_auth_code").put("AuthCode", code).put("AuthCorpId", corpId);
  }

  private ObjectNode event(String type) {
    return Json.object().put("EventType", type);
  }

  private ObjectNode legacy(App app, String type) {
    return event(type)
        .put("SuiteKey", app.key())
        .put("TimeStamp", String.valueOf(state.clock().millis()));
  }

  private ObjectNode data(String syncAction) {
    return Json.object().put("syncAction", syncAction).put("eventId", UUID.randomUUID().toString());
  }

  /** A row with its content as a JSON text, as the table behind it has it. */
  private ObjectNode row(Suite suite, String corpId, int bizType, String bizId, ObjectNode data) {
    long now = state.clock().millis();
    long id = rowIds.getAndIncrement();
    data.put("syncSeq", Long.toHexString(0x1A_BA5C + id).toUpperCase(Locale.ROOT));
    return Json.object()
        .put("id", id)
        .put("gmt_create", now)
        .put("gmt_modified", now)
        .put("subscribe_id", suite.suiteId() + "_0")
        .put("corp_id", corpId)
        .put("biz_id", bizId)
        .put("biz_type", bizType)
        .put("open_cursor", 0)
        .put("status", 0)
        .put("biz_data", Json.write(data));
  }

  private ObjectNode syncHttp(ObjectNode row) {
    ObjectNode push = event("SYNC_HTTP_PUSH_HIGH");
    push.putArray("bizData").add(row);
    return push;
  }
}
