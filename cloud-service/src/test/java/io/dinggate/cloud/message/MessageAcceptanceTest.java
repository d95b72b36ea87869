package io.dinggate.cloud.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.model.CorpId;
import io.dinggate.model.MessageId;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.TextContent;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageAcceptanceTest {

  @TempDir Path directory;
  private final List<MessageStatus> seen = new ArrayList<>();
  private MessageStage stage;

  @BeforeEach
  void begin() {
    stage = new MessageStage(directory, "internal-daily-per-person", "1");
  }

  @AfterEach
  void end() throws SQLException {
    stage.close();
  }

  @Test
  void messageIsStoredWithWhatFollowsAndSent() {
    accept("m", "x", true);

    assertThat(seen).hasSize(1);
    assertThat(seen.getFirst().id()).isEqualTo(new MessageId("m"));
    assertThat(seen.getFirst().state()).isEqualTo(DeliveryState.QUEUED);
    assertThat(seen.getFirst()).isEqualTo(stage.status("m"));
    stage.send();
    assertThat(stage.calls).hasSize(1);
    stage.assertToldAll("m");
  }

  /** A site drops what it is told of a message that it has not heard of. */
  @Test
  void nothingIsToldOfAMessageBeforeWhatFollowsNotEvenThatItIsHeld() {
    stage.accept("first", MessageStage.text("x", 1));

    accept("m", "y", true);

    assertThat(stage.told).isEmpty();
    assertThat(seen.getFirst().recipients()).allMatch(recipient -> recipient.reason() != null);
  }

  @Test
  void knownMessageIsSeenWithAllThatWasToldOfIt() {
    accept("m", "x", true);
    stage.send();

    accept("m", "x", true);

    assertThat(seen.getLast().version()).isEqualTo(stage.told.getLast().version());
    assertThat(seen.getLast().recipients()).isEqualTo(stage.told.getLast().recipients());
    stage.send();
    assertThat(stage.calls).as("delivered once").hasSize(1);
  }

  @Test
  void nothingIsStoredWhenWhatFollowsFails() {
    assertThatThrownBy(() -> accept("m", "x", false)).hasMessage("cannot follow");

    assertThat(stage.column("select id from message")).isEmpty();
    assertThat(stage.column("select id from task")).isEmpty();
    stage.send();
    assertThat(stage.calls).isEmpty();
  }

  @Test
  void refusedMessageLetsNothingFollow() {
    accept("m", "x", true);
    seen.clear();

    assertThatThrownBy(() -> accept("m", "other", true))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_CONFLICT));
    var foreign = MessageStage.to(new CorpId("dingforeign"), 1, new TextContent("x"), null);
    assertThatThrownBy(
            () ->
                stage.intake.accept(
                    stage.caller("east"),
                    new MessageId("n"),
                    foreign,
                    (_, status) -> seen.add(status)))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORP_NOT_ALLOWED));
    assertThat(seen).isEmpty();
  }

  private void accept(String id, String text, boolean follows) {
    stage.intake.accept(
        stage.caller("east"),
        new MessageId(id),
        MessageStage.text(text, 1),
        (_, status) -> {
          if (!follows) {
            throw new IllegalStateException("cannot follow");
          }
          seen.add(status);
        });
  }
}
