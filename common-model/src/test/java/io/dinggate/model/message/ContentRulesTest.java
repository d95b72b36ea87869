package io.dinggate.model.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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

  private static List<String> violations(Object value) {
    return VALIDATOR.validate(value).stream().map(ConstraintViolation::getMessage).toList();
  }
}
