package io.dinggate.cloud.message;

import static io.dinggate.model.message.DeliveryReason.ALREADY_DELIVERED;
import static io.dinggate.model.message.DeliveryReason.BANNED_CONTENT;
import static io.dinggate.model.message.DeliveryReason.DROPPED;
import static io.dinggate.model.message.DeliveryReason.DUPLICATE;
import static io.dinggate.model.message.DeliveryReason.INVALID_USER;
import static io.dinggate.model.message.DeliveryReason.NOT_DELIVERED;
import static io.dinggate.model.message.DeliveryReason.PER_MINUTE_LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.cloud.dingtalk.SendResult.Fate;
import io.dinggate.model.message.DeliveryReason;
import io.dinggate.model.message.DeliveryState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptVerdictTest {

  @Test
  void everyFateHasItsState() {
    assertThat(of(new Fate.Unread())).isEqualTo(verdict(DeliveryState.DELIVERED, null, null));
    assertThat(of(new Fate.Read())).isEqualTo(verdict(DeliveryState.READ, null, null));
    assertThat(of(new Fate.Invalid())).isEqualTo(verdict(DeliveryState.FAILED, INVALID_USER, null));
    assertThat(of(new Fate.Failed()))
        .isEqualTo(verdict(DeliveryState.DROPPED, NOT_DELIVERED, null));
  }

  @ParameterizedTest
  @CsvSource({"143106, DUPLICATE", "1430002, BANNED_CONTENT", "4711, DROPPED"})
  void dropsKeepDingTalksCode(String code, DeliveryReason reason) {
    assertThat(of(new Fate.Forbidden(code)))
        .isEqualTo(verdict(DeliveryState.DROPPED, reason, "DingTalk's code " + code));
    assertThat(DUPLICATE).isNotEqualTo(BANNED_CONTENT);
  }

  @Test
  void dropWithoutACodeSaysSo() {
    assertThat(of(new Fate.Forbidden("")))
        .isEqualTo(verdict(DeliveryState.DROPPED, DROPPED, "DingTalk gave no code."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"143103", "143104", "143203", "143204"})
  void whatTheLimitPerMinuteDroppedIsSentOnceMoreWhereThatMayBe(String code) {
    var fate = new Fate.Forbidden(code);

    assertThat(ReceiptVerdict.of(fate, true, false))
        .isEqualTo(
            new ReceiptVerdict(
                DeliveryState.SENT, PER_MINUTE_LIMIT, "DingTalk's code " + code, true));
    assertThat(ReceiptVerdict.of(fate, false, false))
        .isEqualTo(verdict(DeliveryState.DROPPED, PER_MINUTE_LIMIT, "DingTalk's code " + code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"143106", "143206"})
  void duplicateIsADropOnlyWhereNoEarlierCallMayHaveArrived(String code) {
    var fate = new Fate.Forbidden(code);

    assertThat(ReceiptVerdict.of(fate, true, true))
        .isEqualTo(verdict(DeliveryState.DELIVERED, ALREADY_DELIVERED, "DingTalk's code " + code));
    assertThat(ReceiptVerdict.of(fate, true, false))
        .isEqualTo(verdict(DeliveryState.DROPPED, DUPLICATE, "DingTalk's code " + code));
    assertThat(ReceiptVerdict.of(new Fate.Forbidden("143105"), true, true).state())
        .isEqualTo(DeliveryState.DROPPED);
  }

  @ParameterizedTest
  @EnumSource
  void askingAgainIsWorthItOnlyForWhoIsNotAtAnEnd(DeliveryState state) {
    assertThat(ReceiptVerdict.isOpen(state))
        .isEqualTo(
            switch (state) {
              case QUEUED, SENT, DELIVERED, UNKNOWN -> true;
              case ACCEPTED, READ, RECALLED, DROPPED, FAILED, UNRECOGNIZED -> false;
            });
  }

  private static ReceiptVerdict of(Fate fate) {
    return ReceiptVerdict.of(fate, true, false);
  }

  private static ReceiptVerdict verdict(DeliveryState state, DeliveryReason reason, String detail) {
    return new ReceiptVerdict(state, reason, detail, false);
  }
}
