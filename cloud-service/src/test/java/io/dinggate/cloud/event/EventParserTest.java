package io.dinggate.cloud.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dinggate.model.CorpId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {

  private static final Instant PUSHED = Instant.ofEpochMilli(1_700_000_000_999L);

  @Test
  void batchBecomesOneEventForEachRow() {
    var events =
        parse(
            """
            {"EventType":"SYNC_HTTP_PUSH_MEDIUM","bizData":[
              {"corp_id":"ding1","biz_type":13,"biz_id":"u1","gmt_modified":1700000000001,
               "biz_data":"{\\"syncAction\\":\\"user_add_org\\",\\"eventId\\":\\"e1\\"}"},
              {"corp_id":"ding2","biz_type":14,"biz_id":"9","gmt_modified":1700000000002,
               "biz_data":{"syncAction":"org_dept_create","eventId":"e2"}}]}""");

    assertThat(events)
        .extracting(ReceivedEvent::corp, ReceivedEvent::bizType, ReceivedEvent::type)
        .containsExactly(tuple("ding1", 13, "user_add_org"), tuple("ding2", 14, "org_dept_create"));
    assertThat(events)
        .extracting(ReceivedEvent::happenedAt)
        .containsExactly(
            Instant.ofEpochMilli(1_700_000_000_001L), Instant.ofEpochMilli(1_700_000_000_002L));
  }

  @Test
  void numbersAsTextsAreRead() {
    var event =
        parse(
                """
                {"EventType":"SYNC_HTTP_PUSH_HIGH","bizData":[
                  {"corp_id":"ding1","biz_type":"4","gmt_modified":"1700000000001",
                   "biz_data":"{\\"syncAction\\":\\"org_suite_auth\\"}"}]}""")
            .getFirst();

    assertThat(event.bizType()).isEqualTo(4);
    assertThat(event.happenedAt()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_001L));
  }

  @Test
  void singleEventIsReadInAnyCase() {
    var event =
        parse(
                "{\"eventtype\":\"suite_relieve\",\"authCorpId\":\"ding1\",\"timestamp\":\"1700000000\"}")
            .getFirst();

    assertThat(event.type()).isEqualTo("suite_relieve");
    assertThat(event.corp()).isEqualTo("ding1");
    assertThat(event.bizType()).isNull();
    assertThat(event.happenedAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "null",
        "\"text\"",
        "[]",
        "{}",
        "{\"biz_type\":4}",
        "{\"biz_type\":4,\"biz_data\":\"no json\"}",
        "{\"biz_type\":4,\"biz_data\":\"[]\"}",
        "{\"biz_type\":4,\"biz_data\":null}",
        "{\"biz_type\":\"four\",\"biz_data\":{}}",
        "{\"biz_type\":99999999999,\"biz_data\":{}}",
        "{\"biz_data\":{}}"
      })
  void badRowIsAFaultAndLeavesItsNeighboursAlone(String bad) {
    var good =
        "{\"corp_id\":\"ding1\",\"biz_type\":4,\"biz_data\":{\"syncAction\":\"org_suite_auth\"}}";

    var events =
        parse("{\"EventType\":\"SYNC_HTTP_PUSH_HIGH\",\"bizData\":[" + bad + "," + good + "]}");

    assertThat(events).extracting(event -> event.fault() != null).containsExactly(true, false);
    assertThat(events.getFirst().content()).isEqualTo(bad);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"EventType\":\"SYNC_HTTP_PUSH_HIGH\"}",
        "{\"EventType\":\"SYNC_HTTP_PUSH_HIGH\",\"bizData\":{}}",
        "{\"EventType\":\"SYNC_HTTP_PUSH_HIGH\",\"bizData\":\"[]\"}"
      })
  void batchWithoutRowsIsAFault(String json) {
    assertThat(parse(json)).singleElement().extracting(ReceivedEvent::fault).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"EventType\":7}", "{\"EventType\":\"a b\"}"})
  void eventWithoutAUsableNameIsStillAnEvent(String json) {
    assertThat(parse(json)).singleElement().extracting(ReceivedEvent::fault).isNull();
  }

  @Test
  void corpThatIsNoneIsLeftOut() {
    assertThat(parse("{\"EventType\":\"x\",\"CorpId\":\"../etc\"}").getFirst().corp()).isEmpty();
  }

  @Test
  void eventOfAnInternalAppThatNamesNoCorpIsAboutTheOneItHas() {
    var own = new CorpId("dingown");

    for (var json :
        List.of(
            "{\"EventType\":\"check_in\"}",
            "{\"EventType\":\"SYNC_HTTP_PUSH_MEDIUM\",\"bizData\":[{\"biz_type\":318,\"biz_data\":{}}]}")) {
      assertThat(parse(json, own)).extracting(ReceivedEvent::corp).containsExactly("dingown");
    }
    assertThat(parse("{\"EventType\":\"check_in\",\"CorpId\":\"ding1\"}", own))
        .extracting(ReceivedEvent::corp)
        .containsExactly("ding1");
    assertThat(parse("{\"EventType\":\"x\",\"CorpId\":\"../etc\"}", own))
        .as("names one, but none that there can be")
        .extracting(ReceivedEvent::corp)
        .containsExactly("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1234456", "99999999999999999999", "-1", "next week"})
  void implausibleTimeIsTheTimeOfThePush(String time) {
    assertThat(
            parse("{\"EventType\":\"suite_ticket\",\"TimeStamp\":\"" + time + "\"}")
                .getFirst()
                .happenedAt())
        .isEqualTo(PUSHED);
  }

  @Test
  void timeFarAfterThePushIsTheTimeOfThePush() {
    var later = PUSHED.plusSeconds(2 * 86_400).toEpochMilli();

    assertThat(
            parse("{\"EventType\":\"suite_ticket\",\"TimeStamp\":" + later + "}")
                .getFirst()
                .happenedAt())
        .isEqualTo(PUSHED);
  }

  @Test
  void eventIdIdentifiesWhateverElseDiffers() {
    assertThat(identity(row("ding1", 4, "5", 1L, "\"eventId\":\"e1\"")))
        .isEqualTo(identity(row("ding1", 4, "5", 2L, "\"eventId\":\"e1\",\"more\":1")))
        .isNotEqualTo(identity(row("ding1", 4, "5", 1L, "\"eventId\":\"e2\"")));
  }

  @Test
  void rowWithoutEventIdIsIdentifiedByWhatItIsAboutAndItsVersion() {
    var identity = identity(row("ding1", 4, "5", 1L, "\"a\":1"));

    assertThat(identity(row("ding1", 4, "5", 1L, "\"a\":2"))).isEqualTo(identity);
    assertThat(identity(row("ding2", 4, "5", 1L, "\"a\":1"))).isNotEqualTo(identity);
    assertThat(identity(row("ding1", 7, "5", 1L, "\"a\":1"))).isNotEqualTo(identity);
    assertThat(identity(row("ding1", 4, "6", 1L, "\"a\":1"))).isNotEqualTo(identity);
    assertThat(identity(row("ding1", 4, "5", 2L, "\"a\":1"))).isNotEqualTo(identity);
  }

  @Test
  void rowWithoutATimeIsIdentifiedBySyncSeqElseByItsText() {
    assertThat(identity(row("ding1", 4, "5", null, "\"syncSeq\":\"1A\",\"a\":1")))
        .isEqualTo(identity(row("ding1", 4, "5", null, "\"syncSeq\":\"1A\",\"a\":2")))
        .isNotEqualTo(identity(row("ding1", 4, "5", null, "\"syncSeq\":\"1B\",\"a\":1")));
    assertThat(identity(row("ding1", 4, "5", null, "\"a\":1")))
        .isEqualTo(identity(row("ding1", 4, "5", null, "\"a\":1")))
        .isNotEqualTo(identity(row("ding1", 4, "5", null, "\"a\":2")));
  }

  @Test
  void partsOfAnIdentityDoNotRunIntoEachOther() {
    assertThat(identity(row("ding1", 4, "55", 1L, "\"a\":1")))
        .isNotEqualTo(identity(row("ding14", 4, "5", 1L, "\"a\":1")))
        .isNotEqualTo(identity(row("ding1", 45, "5", 1L, "\"a\":1")));
  }

  private static String identity(String row) {
    return parse("{\"EventType\":\"SYNC_HTTP_PUSH_HIGH\",\"bizData\":[" + row + "]}")
        .getFirst()
        .identity();
  }

  private static String row(String corp, int bizType, String bizId, Long modified, String data) {
    return """
    {"subscribe_id":"1_0","corp_id":"%s","biz_type":%d,"biz_id":"%s",%s
     "biz_data":{"syncAction":"x",%s}}"""
        .formatted(
            corp,
            bizType,
            bizId,
            modified == null ? "" : "\"gmt_modified\":" + (1_700_000_000_000L + modified) + ",",
            data);
  }

  private static List<ReceivedEvent> parse(String json) {
    return parse(json, null);
  }

  private static List<ReceivedEvent> parse(String json, CorpId own) {
    return EventParser.events(new VerifiedEvent(json, PUSHED, "owner"), own);
  }
}
