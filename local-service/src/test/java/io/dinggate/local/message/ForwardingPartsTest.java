package io.dinggate.local.message;

import static io.dinggate.local.message.MessageStage.ANNA;
import static io.dinggate.local.message.MessageStage.BEN;
import static io.dinggate.local.message.MessageStage.CORP;
import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.cloud.CloudCall;
import io.dinggate.local.message.Parcel.Kind;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.message.TextContent;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Verdicts, batches, counts and waiting. */
class ForwardingPartsTest {

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyRefusalOfTheCloudHasADecidedAnswer(ErrorCode code) {
    var problem = new ApiException(code);
    var heals =
        code.status() >= 500
            || List.of(
                    ErrorCode.UNAUTHENTICATED,
                    ErrorCode.FORBIDDEN,
                    ErrorCode.SITE_UNKNOWN,
                    ErrorCode.RATE_LIMITED)
                .contains(code);

    assertThat(Verdict.of(new CloudCall.Refused<>(problem)))
        .isEqualTo(heals ? new Verdict.Later<>(problem, false) : new Verdict.Never<>(problem));
  }

  @Test
  void endsOfCallsMeanWhatTheyMean() {
    var problem = new ApiException(ErrorCode.CLOUD_UNAVAILABLE);

    assertThat(Verdict.of(new CloudCall.Answered<>("yes"))).isEqualTo(new Verdict.Done<>("yes"));
    assertThat(Verdict.of(new CloudCall.NotSent<>(problem)))
        .isEqualTo(new Verdict.Later<>(problem, false));
    assertThat(Verdict.of(new CloudCall.NoAnswer<>(problem)))
        .isEqualTo(new Verdict.Later<>(problem, true));
    assertThat(Verdict.TEMPORARY).containsExactlyInAnyOrder(401, 408, 425, 429);
  }

  @Test
  void batchesKeepTheOrderAndTheSize() {
    var requests = new HashMap<UUID, SendMessage>();
    var parcels = new ArrayList<Parcel>();
    for (var count = 0; count < 7; count++) {
      var parcel = parcel();
      parcels.add(parcel);
      if (count != 3) {
        requests.put(parcel.message(), message(List.of(ANNA)));
      }
    }
    var one = new Batch.Item(parcels.getFirst(), message(List.of(ANNA))).bytes();

    var batches = Batch.pack(parcels, requests, 2 * one);

    assertThat(batches).extracting(batch -> batch.items().size()).containsExactly(2, 2, 2);
    var packed = batches.stream().flatMap(batch -> batch.parcels().stream()).toList();
    parcels.remove(3);
    assertThat(packed).isEqualTo(parcels);
    assertThat(Batch.pack(parcels, requests, 2 * one - 1)).hasSize(6);
    assertThat(Batch.pack(parcels, requests, 1)).hasSize(6);
    assertThat(Batch.pack(parcels, Map.of(), 1)).isEmpty();
    assertThat(batches.getFirst().request().messages().getFirst().id())
        .hasToString(parcels.getFirst().message().toString());
  }

  @Test
  void sizeOfAMessageIsNoLessThanWhatGoesOverTheWire() {
    var users = new ArrayList<UserRef>();
    for (var count = 0; count < 10_000; count++) {
      users.add(MessageStage.user("a-user-with-a-long-name-" + count));
    }
    var message =
        new SendMessage(
            users,
            List.of(new DepartmentRef(CORP, Long.MAX_VALUE)),
            new TextContent("你".repeat(600)),
            null,
            null);
    var item = new Batch.Item(parcel(), message);

    assertThat(item.bytes())
        .isGreaterThan(
            MessageJson.write(message).getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
        .isLessThan(1_000_000);
    assertThat(new Batch.Item(parcel(), message(List.of(ANNA, BEN))).bytes())
        .isEqualTo(5000 + 40 + 12 + 4 + 40 + 12 + 3);
    assertThat(
            new Batch.Item(
                    parcel(),
                    new SendMessage(
                        List.of(),
                        List.of(new DepartmentRef(CORP, 1), new DepartmentRef(CORP, 2)),
                        new TextContent("x"),
                        null,
                        null))
                .bytes())
        .isEqualTo(5000 + 160);
  }

  @Test
  void countsFollowTheRecipients() {
    var queued = Delivery.to(0, null, ANNA);
    var department = Delivery.to(1, new DepartmentRef(CORP, 7));
    var counts = Counts.of(List.of(queued, department));
    assertThat(counts.wire()).isEqualTo(Map.of("queued", 2));
    assertThat(counts.state()).isEqualTo(DeliveryState.QUEUED);
    assertThat(counts.any(DeliveryState.SENT, DeliveryState.QUEUED)).isTrue();
    assertThat(counts.any(DeliveryState.SENT)).isFalse();

    var sent = queued.become(DeliveryState.SENT, null, null);
    var expanded = department.become(DeliveryState.ACCEPTED, null, null);
    var after = counts.changed(List.of(queued, department), List.of(sent, expanded));

    assertThat(after.wire()).isEqualTo(Map.of("sent", 1));
    assertThat(after.total()).isOne();
    assertThat(after).isEqualTo(Counts.of(List.of(sent, expanded)));
    assertThat(Counts.ofWire(after.wire())).isEqualTo(after);
    assertThat(Counts.ofWire(Map.of("sent", 2, "failed", 3)).total()).isEqualTo(5);
    assertThat(new Counts(Map.of()).state()).isEqualTo(DeliveryState.FAILED);
  }

  @Test
  void onlyWhatNobodySpokeOfIsOpenHere() {
    var open = Delivery.to(0, null, ANNA);
    assertThat(open.isOpenHere()).isTrue();
    assertThat(open.become(DeliveryState.UNKNOWN, "x", null).isOpenHere()).isTrue();
    assertThat(open.become(DeliveryState.FAILED, "x", null).isOpenHere()).isFalse();
    assertThat(open.become(DeliveryState.FAILED, "gave-up", null).wasGivenUp()).isTrue();
    assertThat(open.become(DeliveryState.UNKNOWN, "gave-up", null).wasGivenUp()).isTrue();
    assertThat(open.become(DeliveryState.SENT, "gave-up", null).wasGivenUp()).isFalse();
    assertThat(open.become(DeliveryState.FAILED, "other", null).wasGivenUp()).isFalse();
    var told =
        open.told(
            new io.dinggate.model.message.RecipientStatus(
                ANNA, DeliveryState.QUEUED, null, null, null),
            1);
    assertThat(told.isOpenHere()).isFalse();
    assertThat(open.failed(new ApiException(ErrorCode.VALIDATION, "why")).detail())
        .isEqualTo("why");
    assertThat(open.failed(new ApiException(ErrorCode.VALIDATION)).detail())
        .isEqualTo(ErrorCode.VALIDATION.title());
  }

  @Test
  void neverLessThanTheCloudAsksFor() {
    var jitter = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4), () -> 0.5);
    var asked =
        new ApiException(ErrorCode.OVERLOADED, null, List.of(), Duration.ofSeconds(30), null);
    var silent = new ApiException(ErrorCode.OVERLOADED);

    assertThat(Forwarder.pause(jitter, 1, silent)).isEqualTo(Duration.ofMillis(500));
    assertThat(Forwarder.pause(jitter, 9, silent)).isEqualTo(Duration.ofSeconds(2));
    assertThat(Forwarder.pause(jitter, 1, asked)).isEqualTo(Duration.ofMillis(30_500));
  }

  @Test
  @Timeout(20)
  void signalEndsTheWaitAlsoWhenItCameBefore() throws Exception {
    var wake = new Wake();
    wake.signal();
    wake.await(Duration.ofHours(1));
    wake.await(Duration.ofMillis(1));

    var waited = new CountDownLatch(1);
    var thread = Thread.ofVirtual().start(() -> waitFor(wake, waited));
    wake.signal();
    assertThat(waited.await(10, TimeUnit.SECONDS)).isTrue();
    thread.join();
    assertThat(wake.isOver()).isFalse();
  }

  @Test
  @Timeout(20)
  void endEndsEveryWaitAndEveryPause() throws Exception {
    var wake = new Wake();
    var waited = new CountDownLatch(2);
    Thread.ofVirtual().start(() -> waitFor(wake, waited));
    Thread.ofVirtual().start(() -> pauseFor(wake, waited));

    wake.end();

    assertThat(waited.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(wake.isOver()).isTrue();
    wake.await(Duration.ofHours(1));
    wake.pause(Duration.ofHours(1));
  }

  @Test
  @Timeout(20)
  void pauseIsNotCutShortByWork() throws Exception {
    var wake = new Wake();
    wake.signal();
    var begun = System.nanoTime();

    wake.pause(Duration.ofMillis(50));

    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(50_000_000L);
    wake.await(Duration.ofHours(1)); // the signal has waited
  }

  private static void waitFor(Wake wake, CountDownLatch done) {
    try {
      wake.await(Duration.ofHours(1));
      done.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pauseFor(Wake wake, CountDownLatch done) {
    try {
      wake.pause(Duration.ofHours(1));
      done.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Parcel parcel() {
    return new Parcel(
        UUID.randomUUID(),
        Kind.SEND,
        UUID.randomUUID(),
        1,
        Instant.EPOCH,
        null,
        Instant.EPOCH,
        false,
        false,
        false);
  }

  private static SendMessage message(List<UserRef> users) {
    return new SendMessage(users, new TextContent("x"), null);
  }
}
