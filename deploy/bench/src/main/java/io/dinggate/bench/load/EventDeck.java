package io.dinggate.bench.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.bench.BenchException;
import io.dinggate.sandbox.World.Suite;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Events as DingTalk pushes them, for all pairs in turn: mostly changes of users and departments,
 * now and then a suite ticket and an app that is switched on. The same at each run but for times
 * and ids. Facts: open.dingtalk.com, 事件订阅.
 */
final class EventDeck {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int SUITE_TICKET = 2;
  private static final int MICRO_APP = 7;
  private static final int USER = 13;
  private static final int DEPARTMENT = 14;
  private static final int RARE = 100;

  private final List<Pair> pairs;
  private final long begin;

  /**
   * Deals events for these pairs.
   *
   * @param begin the time of the first event, milliseconds since 1970; each later one is a
   *     millisecond later
   */
  EventDeck(List<Pair> pairs, long begin) {
    this.pairs = List.copyOf(pairs);
    this.begin = begin;
  }

  /** The event of that number. */
  Event event(int number) {
    var pair = pairs.get(number % pairs.size());
    var at = begin + number;
    var random = new SplittableRandom(number);
    if (!(pair.app() instanceof Suite suite)) {
      return event(pair, pair.corp(), at, single(pair, at, random));
    }
    return switch (random.nextInt(RARE)) {
      case 0 -> {
        var data = data("suite_ticket", number).put("suiteTicket", suite.suiteTicket());
        var row = row(suite, suite.developer(), SUITE_TICKET, suite.suiteId(), at, data);
        yield event(pair, suite.developer(), at, row);
      }
      case 1, 2, 3 -> {
        var data = data("org_micro_app_restore", number).put("agentId", 770_000L);
        var app = String.valueOf(suite.microAppId());
        yield event(pair, pair.corp(), at, row(suite, pair.corp(), MICRO_APP, app, at, data));
      }
      default -> event(pair, pair.corp(), at, change(suite, pair, number, at, random));
    };
  }

  private static ObjectNode change(
      Suite suite, Pair pair, int number, long at, SplittableRandom random) {
    var id = random.nextInt(1, 41);
    if (random.nextInt(4) == 0) {
      var data =
          data("org_dept_modify", number)
              .put("deptId", id)
              .put("name", Texts.some(random))
              .put("order", random.nextInt(1_000));
      return row(suite, pair.corp(), DEPARTMENT, String.valueOf(id), at, data);
    }
    var data =
        data("user_modify_org", number)
            .put("userid", "user-" + id)
            .put("name", Texts.name(random.nextInt(1_000)))
            .put("remark", Texts.some(random));
    return row(suite, pair.corp(), USER, "user-" + id, at, data);
  }

  private static ObjectNode single(Pair pair, long at, SplittableRandom random) {
    var event =
        JSON.createObjectNode()
            .put("EventType", random.nextBoolean() ? "user_modify_org" : "user_add_org")
            .put("eventId", UUID.randomUUID().toString())
            .put("CorpId", pair.corp())
            .put("TimeStamp", String.valueOf(at));
    var users = event.putArray("UserId");
    for (var left = random.nextInt(1, 5); left > 0; left--) {
      users.add("user-" + random.nextInt(1, 41));
    }
    return event;
  }

  private static ObjectNode data(String action, int number) {
    return JSON.createObjectNode()
        .put("syncAction", action)
        .put("eventId", UUID.randomUUID().toString())
        .put("syncSeq", Integer.toHexString(0x1A_BA5C + number));
  }

  private static ObjectNode row(
      Suite suite, String corp, int bizType, String bizId, long at, ObjectNode data) {
    var push = JSON.createObjectNode().put("EventType", "SYNC_HTTP_PUSH_MEDIUM");
    push.putArray("bizData")
        .addObject()
        .put("gmt_create", at)
        .put("gmt_modified", at)
        .put("subscribe_id", suite.suiteId() + "_0")
        .put("corp_id", corp)
        .put("biz_id", bizId)
        .put("biz_type", bizType)
        .put("open_cursor", 0)
        .put("status", 0)
        .put("biz_data", text(data));
    return push;
  }

  private static Event event(Pair pair, String corp, long at, ObjectNode body) {
    var app = pair.app().appId();
    return new Event(app, text(body), new EventKey(app, corp, at));
  }

  private static String text(ObjectNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new BenchException("cannot write an event", e);
    }
  }

  /**
   * An event to be pushed.
   *
   * @param app whose callback address it goes to
   * @param text in clear
   */
  record Event(String app, String text, EventKey key) {}
}
