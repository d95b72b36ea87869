package io.dinggate.model.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentRulesTest {

  private static final Validator VALIDATOR =
      Validation.buildDefaultValidatorFactory().getValidator();
  private static final UserRef SOMEBODY =
      new UserRef(new CorpId("dingeast00000001"), new UserId("wangfang"));

  @Test
  void aTextOfSixHundredChineseCharactersFitsAndOneOfSevenHundredDoesNot() {
    assertThat(violations(new TextContent("好".repeat(600)))).isEmpty();
    assertThat(violations(new TextContent("好".repeat(700))))
        .singleElement()
        .asString()
        .contains("2048 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "好", "\"", "\n", "é", "😀"})
  void whatIsAllowedStaysWithinDingTalksLimitAsJson(String unit) throws Exception {
    var longest = 0;
    while (violations(new TextContent("x" + unit.repeat(longest + 1))).isEmpty()) {
      longest++;
    }
    var msg = Map.of("msgtype", "text", "text", Map.of("content", "x" + unit.repeat(longest)));
    var bytes = new ObjectMapper().writeValueAsString(msg).getBytes(StandardCharsets.UTF_8).length;
    assertThat(bytes).isBetween(MessageContent.MAX_BYTES - 64, MessageContent.MAX_BYTES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "file:///etc/passwd",
        "//host/x",
        "https://a b",
        "ftp://x",
        ""
      })
  void linksThatDingTalksClientMustNotOpenAreRefused(String url) {
    assertThat(violations(new ActionCardContent(null, "text", "open", url))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example/x?y=1",
        "HTTP://a.example",
        "dingtalk://dingtalkclient/page/link?url=x",
        "eapp://p"
      })
  void linksThatItOpensAreAccepted(String url) {
    assertThat(violations(new ActionCardContent(null, "text", "open", url))).isEmpty();
  }

  @Test
  void absentMembersAreReportedAndNotThrown() {
    assertThat(violations(new SendMessage(null, null, null))).hasSize(2);
    assertThat(violations(new TemplateContent(null, null))).hasSize(1);
    assertThat(violations(new LinkContent(null, null, null, null))).hasSize(4);
    assertThat(violations(new MarkdownContent(null, null))).hasSize(2);
  }

  @Test
  void aRepeatedRecipientCountsOnce() {
    var message = new SendMessage(Collections.nCopies(5000, SOMEBODY), new TextContent("x"), null);
    assertThat(message.recipients()).containsExactly(SOMEBODY);
  }

  @Test
  void theWholeIsUnknownAsSoonAsOneIs() {
    assertThat(DeliveryState.ofAll(List.of(DeliveryState.SENT, DeliveryState.UNKNOWN)))
        .isEqualTo(DeliveryState.UNKNOWN);
    assertThat(DeliveryState.ofAll(List.of(DeliveryState.SENT, DeliveryState.FAILED)))
        .isEqualTo(DeliveryState.SENT);
    assertThat(DeliveryState.ofAll(List.of(DeliveryState.FAILED))).isEqualTo(DeliveryState.FAILED);
    assertThat(DeliveryState.ofAll(List.of(DeliveryState.SENT, DeliveryState.QUEUED)))
        .isEqualTo(DeliveryState.QUEUED);
    assertThat(DeliveryState.parse("of-tomorrow")).isEqualTo(DeliveryState.UNRECOGNIZED);
  }

  @Test
  void anEmptyMessageIsForNobody() {
    assertThat(violations(new SendMessage(List.of(), new TextContent("x"), null)))
        .containsExactly("must name at least one recipient or department");
    assertThat(violations(toDepartment(new TextContent("x"), null))).isEmpty();
  }

  @Test
  void whatCanNeverBeSentIsRefused() {
    var noon = Instant.parse("2026-11-22T12:00:00Z");
    assertThat(violations(toDepartment(new TextContent("x"), window(noon, noon))))
        .containsExactly("must be later than notBefore");
    assertThat(violations(toDepartment(new TextContent("x"), window(noon, noon.plusMillis(1)))))
        .isEmpty();
    assertThat(violations(toDepartment(new TextContent("x"), window(null, noon)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+999999999-01-01T00:00:00Z",
        "+10000-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999Z"
      })
  void timesThatNobodyCanCountInAreRefused(Instant time) {
    assertThat(violations(toDepartment(new TextContent("x"), window(time, null))))
        .containsExactly("must be in the years from 1970 to 9999");
    assertThat(violations(toDepartment(new TextContent("x"), window(null, time))))
        .containsExactly("must be in the years from 1970 to 9999");
  }

  @Test
  void theFirstAndTheLastTimeCanBeCountedIn() {
    var last = Instant.parse("9999-12-31T23:59:59.999999999Z");
    assertThat(violations(toDepartment(new TextContent("x"), window(Instant.EPOCH, last))))
        .isEmpty();
  }

  @Test
  void aMarkNeedsATextAndRoom() {
    assertThat(violations(toDepartment(new ImageContent("@a"), REPEATABLE)))
        .containsExactly("needs a content with a text that the mark can stand in");
    assertThat(violations(toDepartment(new TemplateContent("t", Map.of()), REPEATABLE))).hasSize(1);
    assertThat(violations(toDepartment(new TextContent("x".repeat(1968)), REPEATABLE))).isEmpty();
    assertThat(violations(toDepartment(new TextContent("x".repeat(1969)), REPEATABLE)))
        .singleElement()
        .asString()
        .contains("needs room for a mark");
  }

  @Test
  void aFormWithAStatusGoesToFewPeopleAndToNoDepartment() {
    assertThat(violations(toPeople(5, oa(STATUS)))).isEmpty();
    assertThat(violations(toPeople(6, oa(STATUS)))).hasSize(1);
    assertThat(violations(toPeople(6, oa(null)))).isEmpty();
    assertThat(violations(toDepartment(oa(STATUS), null))).hasSize(1);
  }

  @Test
  void buttonsFitDingTalksThousandCharacters() {
    assertThat(violations(buttons(650))).isEmpty();
    assertThat(violations(buttons(700))).isEmpty();
    assertThat(violations(buttons(701))).hasSize(1);
    var two = new ArrayList<>(buttons(420).buttons());
    two.addAll(buttons(420).buttons());
    assertThat(violations(card(two))).isEmpty();
    two.addAll(buttons(100).buttons());
    assertThat(violations(card(two))).singleElement().asString().contains("1000 characters");
    assertThat(violations(card(List.of()))).hasSize(1);
  }

  @Test
  void aRecordingPlaysLessThanAMinute() {
    assertThat(violations(new VoiceContent("@a", 0))).hasSize(1);
    assertThat(violations(new VoiceContent("@a", 1))).isEmpty();
    assertThat(violations(new VoiceContent("@a", 59))).isEmpty();
    assertThat(violations(new VoiceContent("@a", 60))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "lADO", "@", "@ä", "@a b", "https://a.example/x.png"})
  void whatIsNoUploadIsRefused(String mediaId) {
    assertThat(violations(new ImageContent(mediaId))).hasSize(1);
    assertThat(violations(new FileContent(mediaId))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "data:image/png;base64,AA",
        "dingtalk://a",
        "x",
        "@",
        "https://"
      })
  void whatIsNoPictureOfALinkIsRefused(String picture) {
    assertThat(violations(new LinkContent("t", "x", "https://a.example", picture)))
        .containsExactly("must be the id of an upload, or a link with http or https");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@lALPDeC2", "$a", "https://a.example/x.png", "HTTP://a.example/图.png"})
  void uploadOrAddressIsThePictureOfALink(String picture) {
    assertThat(violations(new LinkContent("t", "x", "https://a.example", picture))).isEmpty();
  }

  @Test
  void aUnitCountsAnAmount() {
    assertThat(violations(body(null, "CNY"))).containsExactly("needs an amount");
    assertThat(violations(body("1", "CNY"))).isEmpty();
    assertThat(violations(body("1", null))).isEmpty();
  }

  @Test
  void absentMembersOfANestedContentAreReported() {
    assertThat(violations(new OaContent(null, null, null, null, null, null))).hasSize(4);
    assertThat(violations(new ButtonsCardContent(null, null, null, null))).hasSize(3);
  }

  private static final SendOptions REPEATABLE = new SendOptions(null, null, null, null, null, true);
  private static final OaContent.Status STATUS = new OaContent.Status("new", "FFF65E5E");

  private static SendOptions window(@Nullable Instant notBefore, @Nullable Instant notAfter) {
    return new SendOptions(null, null, null, notBefore, notAfter, null);
  }

  private static SendMessage toDepartment(MessageContent content, @Nullable SendOptions options) {
    return new SendMessage(
        List.of(), List.of(new DepartmentRef(SOMEBODY.corp(), 1)), content, null, options);
  }

  private static SendMessage toPeople(int people, MessageContent content) {
    return new SendMessage(
        IntStream.range(0, people)
            .mapToObj(i -> new UserRef(SOMEBODY.corp(), new UserId("user" + i)))
            .toList(),
        content,
        null);
  }

  private static OaContent oa(OaContent.@Nullable Status status) {
    return new OaContent(
        "https://a.example",
        null,
        "FFBBBBBB",
        "head",
        status,
        new OaContent.Body("title", List.of(), null, null, null, null, null, null));
  }

  private static OaContent body(@Nullable String amount, @Nullable String unit) {
    return new OaContent(
        "https://a.example",
        null,
        "FFBBBBBB",
        "head",
        null,
        new OaContent.Body(null, List.of(), amount, unit, null, null, null, null));
  }

  private static ButtonsCardContent buttons(int urlLength) {
    var url = "https://a.example/";
    return card(
        List.of(new ButtonsCardContent.Button("open", url + "x".repeat(urlLength - url.length()))));
  }

  private static ButtonsCardContent card(List<ButtonsCardContent.Button> buttons) {
    return new ButtonsCardContent(null, "text", ButtonsCardContent.Orientation.VERTICAL, buttons);
  }

  private static List<String> violations(Object value) {
    return VALIDATOR.validate(value).stream().map(ConstraintViolation::getMessage).toList();
  }
}
