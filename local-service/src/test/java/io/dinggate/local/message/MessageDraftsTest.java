package io.dinggate.local.message;

import static io.dinggate.local.message.MessageStage.ANNA;
import static io.dinggate.local.message.MessageStage.BEN;
import static io.dinggate.local.message.MessageStage.BOOKS;
import static io.dinggate.local.message.MessageStage.CORP;
import static io.dinggate.local.message.MessageStage.FOREIGN;
import static io.dinggate.local.message.MessageStage.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.local.binding.StaffRef;
import io.dinggate.local.message.PreviewView.Outlook;
import io.dinggate.local.platform.Caller;
import io.dinggate.local.platform.Caller.SessionCaller;
import io.dinggate.model.AppId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.MessageId;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.MessagePreview;
import io.dinggate.model.message.SendOptions;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who may ask for what, and what is foreseen of it. */
class MessageDraftsTest {

  private static final StaffRef STAFF = new StaffRef(new TenantId("t"), new StaffId("7"));
  private static final StaffRef NOBODY = new StaffRef(new TenantId("t"), new StaffId("8"));
  private static final DepartmentRef DEPARTMENT = new DepartmentRef(CORP, 7);
  private static final UserRef STRANGER = new UserRef(FOREIGN, new UserId("x"));
  private static final SessionCaller PERSON =
      new SessionCaller(ANNA, UUID.randomUUID(), "Anna", false, Instant.EPOCH);
  private static final SessionCaller OLGA =
      new SessionCaller(BEN, UUID.randomUUID(), "Olga", true, Instant.EPOCH);

  private final MessageStage stage = new MessageStage();

  @Test
  void personSendsToItselfOnly() {
    stage.bindings.put(STAFF, ANNA);

    assertThat(stage.drafts.deliveries(PERSON, List.of(to(ANNA), to(STAFF)))).hasSize(2);
    for (var other : List.of(to(BEN), to(NOBODY), to(DEPARTMENT))) {
      assertRefused(ErrorCode.FORBIDDEN, PERSON, to(ANNA), other);
      assertThat(stage.drafts.deliveries(OLGA, List.of(other))).hasSize(1);
      assertThat(stage.drafts.deliveries(BOOKS, List.of(other))).hasSize(1);
    }
  }

  @Test
  void namedCorpOfSomebodyElseRefusesTheWholeAndABoundOneFailsAlone() {
    assertRefused(ErrorCode.CORP_NOT_ALLOWED, BOOKS, to(ANNA), to(STRANGER));
    assertRefused(ErrorCode.CORP_NOT_ALLOWED, BOOKS, to(new DepartmentRef(FOREIGN, 1)));
    stage.bindings.put(STAFF, STRANGER);

    var deliveries = stage.drafts.deliveries(BOOKS, List.of(to(STAFF), to(NOBODY), to(ANNA)));

    assertThat(deliveries)
        .extracting(Delivery::reason)
        .containsExactly("corp-not-allowed", "unknown-recipient", null);
    assertThat(deliveries).extracting(Delivery::forTheCloud).containsExactly(false, false, true);
    assertThat(deliveries).extracting(Delivery::detail).doesNotHaveDuplicates();
  }

  @Test
  void whoHasLeftFailsAloneAsUserAndAsStaffUntilSheIsBack() {
    stage.bindings.put(STAFF, BEN);
    stage.gone.add(BEN);
    var request = MessageStage.request(null, to(STAFF), to(BEN), to(ANNA), to(DEPARTMENT));

    var draft = stage.drafts.of(BOOKS, new MessageId("m"), request, "hash");

    assertThat(draft.deliveries())
        .extracting(Delivery::reason)
        .containsExactly("recipient-left", "recipient-left", null, null);
    assertThat(draft.deliveries())
        .extracting(Delivery::forTheCloud)
        .containsExactly(false, false, true, true);
    assertThat(draft.deliveries()).extracting(Delivery::user).containsExactly(BEN, BEN, ANNA, null);
    assertThat(draft.message().closed()).isFalse();
    assertThat(draft.message().counts().wire()).isEqualTo(Map.of("failed", 2, "queued", 2));
    assertThat(stage.newMessages.add(draft)).isTrue();
    var id = draft.message().id();
    assertThat(stage.outgoing.requests(List.of(id)).get(id))
        .satisfies(
            asked -> {
              assertThat(asked.recipients()).containsExactly(ANNA);
              assertThat(asked.departments()).containsExactly(DEPARTMENT);
            });

    stage.gone.clear();

    assertThat(stage.drafts.deliveries(BOOKS, List.of(to(STAFF), to(BEN))))
        .allMatch(Delivery::forTheCloud);
  }

  @Test
  void messageToNobodyButLeaversIsClosedAtOnce() {
    stage.gone.add(ANNA);

    var draft =
        stage.drafts.of(BOOKS, new MessageId("m"), MessageStage.request(null, to(ANNA)), "hash");

    assertThat(draft.message().closed()).isTrue();
    assertThat(draft.message().counts().wire()).isEqualTo(Map.of("failed", 1));
  }

  @Test
  void sameRequestHasTheSameHashAndNoOther() {
    var request = MessageStage.request(null, to(ANNA));

    assertThat(stage.drafts.hash(request))
        .isEqualTo(stage.drafts.hash(MessageStage.request(null, to(ANNA))));
    assertThat(stage.drafts.hash(request))
        .isNotEqualTo(stage.drafts.hash(MessageStage.request(null, to(BEN))));
    assertThat(stage.drafts.hash(request))
        .isNotEqualTo(stage.drafts.hash(MessageStage.request(SendOptions.DEFAULT, to(ANNA))));
    var draft = stage.drafts.of(BOOKS, new MessageId("m"), request, "hash");
    assertThat(draft.message().hash()).isEqualTo("hash");
    assertThat(draft.message()).hasToString("Message[" + draft.message().id() + ", QUEUED]");
  }

  @Test
  void recipientHasExactlyOneForm() {
    assertThat(List.of(to(ANNA), to(STAFF), to(DEPARTMENT))).allMatch(Recipient::isOneForm);
    var corp = ANNA.corp();
    var userId = ANNA.userId();
    assertThat(
            List.of(
                new Recipient(null, null, null, null, null),
                new Recipient(corp, null, null, null, null),
                new Recipient(null, userId, null, null, null),
                new Recipient(null, null, null, null, 7L),
                new Recipient(corp, userId, null, null, 7L),
                new Recipient(corp, userId, STAFF.tenantId(), null, null),
                new Recipient(corp, userId, null, STAFF.staffId(), null),
                new Recipient(null, null, STAFF.tenantId(), null, null),
                new Recipient(null, null, null, STAFF.staffId(), null),
                new Recipient(null, userId, STAFF.tenantId(), STAFF.staffId(), null),
                new Recipient(null, null, STAFF.tenantId(), STAFF.staffId(), 7L),
                new Recipient(corp, null, STAFF.tenantId(), STAFF.staffId(), null)))
        .noneMatch(Recipient::isOneForm);
    assertThat(new OneForm.Validator().isValid(null, null)).isTrue();
    assertThat(new OneForm.Validator().isValid(to(ANNA), null)).isTrue();
    assertThat(new OneForm.Validator().isValid(new Recipient(corp, null, null, null, null), null))
        .isFalse();
    assertThat(to(ANNA).staff()).isNull();
    assertThat(to(ANNA).department()).isNull();
    assertThat(to(STAFF).user()).isNull();
    assertThat(to(DEPARTMENT).user()).isNull();
  }

  @Test
  void previewSaysWhatTheCloudExpects() {
    var app = new AppId("app");
    stage.bindings.put(STAFF, BEN);
    stage.gone.add(ANNA);
    var cem = MessageStage.user("cem");
    stage.cloud.foresight =
        message -> {
          assertThat(message.recipients()).containsExactly(BEN);
          assertThat(message.departments()).containsExactly(DEPARTMENT);
          return new MessagePreview(
              List.of(new MessagePreview.Task(CORP, app, 3)),
              List.of(
                  new MessagePreview.Forecast(BEN, MessagePreview.Outlook.DUPLICATE, "at 8", null),
                  new MessagePreview.Forecast(
                      cem, MessagePreview.Outlook.NOT_VISIBLE, "x", DEPARTMENT)));
        };

    var preview =
        stage.previews.of(
            BOOKS, MessageStage.request(null, to(ANNA), to(STAFF), to(NOBODY), to(DEPARTMENT)));

    assertThat(preview.tasks()).containsExactly(new PreviewView.Task(CORP, app, 3));
    assertThat(preview.recipients())
        .extracting(PreviewView.Forecast::outlook)
        .containsExactly(
            Outlook.UNKNOWN_USER,
            Outlook.DUPLICATE,
            Outlook.UNKNOWN_RECIPIENT,
            Outlook.REACHABLE,
            Outlook.NOT_VISIBLE);
    assertThat(preview.recipients().get(1).detail()).isEqualTo("at 8");
    assertThat(preview.recipients().get(4))
        .isEqualTo(
            new PreviewView.Forecast(
                4, CORP, cem.userId(), null, null, 7L, Outlook.NOT_VISIBLE, "x"));
  }

  @Test
  void whoHasLeftIsNotAskedForAndFollowsWhereADepartmentStillHasHer() {
    stage.gone.add(ANNA);
    assertThat(outlooks(to(ANNA))).containsExactly(Outlook.UNKNOWN_USER);
    assertThat(stage.cloud.calls).isEmpty();
    stage.cloud.foresight =
        message -> {
          assertThat(message.recipients()).isEmpty();
          return new MessagePreview(
              List.of(),
              List.of(
                  new MessagePreview.Forecast(
                      ANNA, MessagePreview.Outlook.REACHABLE, null, DEPARTMENT)));
        };

    assertThat(outlooks(to(ANNA), to(DEPARTMENT)))
        .containsExactly(Outlook.UNKNOWN_USER, Outlook.REACHABLE, Outlook.REACHABLE);
  }

  @Test
  void withoutTheCloudOnlyTheBooksAreKnown() {
    stage.gone.add(ANNA);
    for (var code : List.of(ErrorCode.CLOUD_UNAVAILABLE, ErrorCode.OVERLOADED)) {
      stage.cloud.foresight =
          _ -> {
            throw new ApiException(code);
          };
      assertThat(outlooks(to(ANNA), to(BEN), to(DEPARTMENT)))
          .containsExactly(Outlook.UNKNOWN_USER, Outlook.UNCHECKED, Outlook.UNCHECKED);
    }
    stage.cloud.foresight =
        _ -> {
          throw new ApiException(ErrorCode.CONTENT_NOT_SUPPORTED);
        };
    assertThatThrownBy(() -> outlooks(to(BEN))).isInstanceOf(ApiException.class);
  }

  @Test
  void withNobodyToSendToTheCloudIsNotAsked() {
    assertThat(outlooks(to(NOBODY))).containsExactly(Outlook.UNKNOWN_RECIPIENT);
    assertThat(stage.cloud.calls).isEmpty();
    assertThat(outlooks(to(DEPARTMENT))).containsExactly(Outlook.UNCHECKED);
    assertThat(stage.cloud.calls).containsExactly("preview");
  }

  @Test
  void everyExpectationOfTheCloudHasAName() {
    for (var outlook : MessagePreview.Outlook.values()) {
      var known = outlook == MessagePreview.Outlook.UNRECOGNIZED ? "unchecked" : outlook.wire();
      assertThat(Outlook.of(outlook).wire()).isEqualTo(known);
    }
  }

  private List<Outlook> outlooks(Recipient... recipients) {
    return stage.previews.of(BOOKS, MessageStage.request(null, recipients)).recipients().stream()
        .map(PreviewView.Forecast::outlook)
        .toList();
  }

  private void assertRefused(ErrorCode code, Caller caller, Recipient... recipients) {
    assertThatThrownBy(() -> stage.drafts.deliveries(caller, List.of(recipients)))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
