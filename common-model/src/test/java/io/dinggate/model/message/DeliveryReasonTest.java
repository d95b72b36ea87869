package io.dinggate.model.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.model.problem.ErrorCode;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryReasonTest {

  @ParameterizedTest
  @EnumSource
  void everyReasonHasASentenceInBothLanguages(DeliveryReason reason) {
    assertThat(reason.english()).matches("[ -~]{10,}\\.");
    assertThat(reason.chinese()).matches("[^a-z]*[\\u4e00-\\u9fff][^a-z]*。");
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonIsFoundByItsWord(DeliveryReason reason) {
    assertThat(reason.wire()).matches("[a-z]+(-[a-z]+)*");
    assertThat(DeliveryReason.parse(reason.wire())).isEqualTo(reason);
  }

  @Test
  void everySentenceIsItsReasonsOwn() {
    assertThat(DeliveryReason.values()).extracting(DeliveryReason::english).doesNotHaveDuplicates();
    assertThat(DeliveryReason.values()).extracting(DeliveryReason::chinese).doesNotHaveDuplicates();
  }

  @Test
  void wordsOfNewerVersionsAndNoneAreOther() {
    assertThat(DeliveryReason.parse("word-of-tomorrow")).isEqualTo(DeliveryReason.OTHER);
    assertThat(DeliveryReason.parse(null)).isEqualTo(DeliveryReason.OTHER);
  }

  @Test
  void whateverRefusesADeliveryHasTheWordOfItsErrorCode() {
    var words =
        Arrays.stream(DeliveryReason.values())
            .map(DeliveryReason::wire)
            .collect(Collectors.toUnmodifiableSet());

    assertThat(words)
        .contains(
            ErrorCode.CORP_NOT_ALLOWED.wire(),
            ErrorCode.APP_NOT_ALLOWED.wire(),
            ErrorCode.CORP_NOT_AUTHORIZED.wire(),
            ErrorCode.CONTENT_NOT_SUPPORTED.wire(),
            ErrorCode.USER_NOT_FOUND.wire(),
            ErrorCode.USER_NOT_VISIBLE.wire(),
            ErrorCode.SUITE_TICKET_MISSING.wire(),
            ErrorCode.DINGTALK_CREDENTIALS_REJECTED.wire(),
            ErrorCode.DINGTALK_PERMISSION_MISSING.wire(),
            ErrorCode.DINGTALK_IP_NOT_LISTED.wire(),
            ErrorCode.DINGTALK_THROTTLED.wire(),
            ErrorCode.DINGTALK_REJECTED.wire(),
            ErrorCode.DINGTALK_UNAVAILABLE.wire(),
            ErrorCode.CLOUD_UNAVAILABLE.wire(),
            ErrorCode.OVERLOADED.wire(),
            ErrorCode.INTERNAL.wire());
  }

  @ParameterizedTest
  @CsvSource({
    "143103, PER_MINUTE_LIMIT",
    "143104, PER_MINUTE_LIMIT",
    "143203, PER_MINUTE_LIMIT",
    "143204, PER_MINUTE_LIMIT",
    "143105, DAILY_LIMIT_DROP",
    "143205, DAILY_LIMIT_DROP",
    "143106, DUPLICATE",
    "143206, DUPLICATE",
    "1430000, NO_RECEIVER",
    "1430001, DROPPED",
    "1430002, BANNED_CONTENT",
    "1430003, PLATFORM_PROTECTION",
    "1430004, EXECUTIVE_PROTECTION",
    "999, DROPPED",
    "'', DROPPED"
  })
  void dropsHaveTheReasonOfTheirCode(String code, DeliveryReason reason) {
    assertThat(DeliveryReason.ofDrop(code)).isEqualTo(reason);
  }
}
