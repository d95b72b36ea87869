package io.dinggate.e2e.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TraceTest {

  private static final String ROW =
      "70 pwrite64(9</data/cloud.db-wal>, \"\\r\\0\\0suite-main row-17 \\3\", 4096, 56) = 4096";
  private static final String SYNC = "70 fdatasync(9</data/cloud.db-wal>) = 0";
  private static final String HEAD =
      "71 write(12<TCP:[127.0.0.1:8080->127.0.0.1:4000]>, \"HTTP/1.1 200 OK\\r\\n\", 17) = 17";
  private static final String ANSWER =
      "71 writev(12<TCP:[127.0.0.1:8080->127.0.0.1:4000]>, [{iov_base=\"{\\\"id\\\":\\\"a-17\\\"}\","
          + " iov_len=13}], 1) = 13";

  @Test
  void answerAfterTheSyncIsTrusted() {
    assertThat(fault(ROW, SYNC, HEAD, ANSWER)).isEmpty();
  }

  @Test
  void answerBeforeTheSyncIsNot() {
    assertThat(fault(ROW, HEAD, ANSWER, SYNC)).isPresent();
  }

  @Test
  void answerThatBeginsBeforeTheSyncIsNot() {
    assertThat(fault(ROW, HEAD, SYNC, ANSWER)).isPresent();
  }

  @Test
  void answerBeforeTheRowIsNot() {
    assertThat(fault(ANSWER, ROW, SYNC)).isPresent();
  }

  @Test
  void syncBeforeTheRowDoesNotCount() {
    assertThat(fault(SYNC, ROW, ANSWER)).isPresent();
  }

  @Test
  void withoutASyncItIsNotTrusted() {
    assertThat(fault(ROW, ANSWER)).isPresent();
  }

  @Test
  void syncOfAnotherFileDoesNotCount() {
    assertThat(fault(ROW, "70 fdatasync(8</data/cloud.db>) = 0", ANSWER)).isPresent();
  }

  @Test
  void failedAndPretendedSyncsDoNotCount() {
    var sync = "70 fsync(9</data/cloud.db-wal>) = ";

    assertThat(fault(ROW, sync + "-1 EIO (Input/output error)", ANSWER)).isPresent();
    assertThat(fault(ROW, sync + "0 (INJECTED)", ANSWER)).isPresent();
    assertThat(fault(ROW, sync + "0", ANSWER)).isEmpty();
  }

  @Test
  void syncCountsWhenItHasEndedOnly() {
    var begun = "70 fdatasync(9</data/cloud.db-wal> <unfinished ...>";
    var ended = "70 <... fdatasync resumed>)         = 0";

    assertThat(fault(ROW, begun, ANSWER, ended)).isPresent();
    assertThat(fault(ROW, begun, ended, ANSWER)).isEmpty();
  }

  @Test
  void syncThatBeganWhileTheRowWasWrittenDoesNotCount() {
    var begun = ROW.replace(") = 4096", " <unfinished ...>");
    var ended = "70 <... pwrite64 resumed>) = 4096";
    var sync = SYNC.replaceFirst("70", "72");

    assertThat(fault(begun, sync, ended, ANSWER)).isPresent();
    assertThat(fault(begun, ended, sync, ANSWER)).isEmpty();
  }

  @Test
  void answerIsSentWhenItBegins() {
    var begun = ANSWER.replace(") = 13", " <unfinished ...>");
    var ended = "71 <... writev resumed>) = 13";

    assertThat(fault(ROW, begun, SYNC, ended)).isPresent();
    assertThat(fault(ROW, SYNC, begun, ended)).isEmpty();
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(fault(SYNC, ANSWER)).hasValue("the row was not written to cloud.db-wal");
    assertThat(fault(ROW, SYNC)).hasValue("the answer was not sent");
  }

  @Test
  void endIsSeenOfNumbersOfAnyLength() {
    assertThat(Trace.isEnd("4266  +++ killed by SIGKILL +++", 4266)).isTrue();
    assertThat(Trace.isEnd("34266 +++ exited with 0 +++", 34266)).isTrue();
    assertThat(Trace.isEnd("34266 +++ exited with 0 +++", 4266)).isFalse();
    assertThat(Trace.isEnd("4266  fsync(9) = 0", 4266)).isFalse();
  }

  private static Optional<String> fault(String... lines) {
    return Trace.of(List.copyOf(Arrays.asList(lines)))
        .answeredTooEarly("cloud.db-wal", "row-17", "a-17");
  }
}
