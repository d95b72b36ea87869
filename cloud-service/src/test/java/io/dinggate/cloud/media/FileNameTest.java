package io.dinggate.cloud.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dinggate.model.media.MediaKind;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

  @ParameterizedTest
  @CsvSource({
    "a.pdf, a.pdf",
    "a+b.pdf, a+b.pdf",
    "a%20b.pdf, a b.pdf",
    "%E6%8A%A5%e5%91%8a.pdf, 报告.pdf",
    "%22.pdf, '\".pdf'",
    "a%25.pdf, a%.pdf",
    "%41, A"
  })
  void namesAreDecoded(String header, String name) {
    assertThat(FileName.parse(header).value()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b.pdf",
        "a%2.pdf",
        "a%",
        "a%4",
        "a%zz.pdf",
        "a%4z.pdf",
        "报告.pdf",
        "a%FF.pdf",
        "a%00.pdf",
        "a%0D%0A.pdf",
        "a/b.pdf",
        "a%2Fb.pdf",
        "..%5Cb.pdf",
        "a\u007f.pdf"
      })
  void whatIsNoNameIsRefusedWithItsHeader(String header) {
    var problem = catchThrowableOfType(ApiException.class, () -> FileName.parse(header));

    assertThat(problem.code()).isEqualTo(ErrorCode.VALIDATION);
    assertThat(problem.violations().getFirst().path()).isEqualTo("X-Media-Name");
  }

  @Test
  void nameMayBeSoLongAndNoLonger() {
    assertThat(FileName.parse("a".repeat(200)).value()).hasSize(200);
    assertThatCode(() -> FileName.parse("a".repeat(201))).isInstanceOf(ApiException.class);
  }

  @ParameterizedTest
  @CsvSource({"a.pdf, FILE", "a.PDF, FILE", "a.b.docx, FILE", "a.jpeg, IMAGE", "a.amr, VOICE"})
  void endingOfTheKindIsTaken(String name, MediaKind kind) {
    assertThatCode(() -> new FileName(name).requireEndingOf(kind)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"a.exe, FILE", "pdf, FILE", ".pdf, FILE", "a., FILE", "a.pdf, IMAGE", "a.jpg, VOICE"})
  void anyOtherEndingIsRefusedWithThoseThatMayBe(String name, MediaKind kind) {
    var problem =
        catchThrowableOfType(ApiException.class, () -> new FileName(name).requireEndingOf(kind));

    assertThat(problem.code()).isEqualTo(ErrorCode.MEDIA_REFUSED);
    assertThat(problem.detail()).contains(kind.endings());
  }

  @Test
  void nameStaysOutOfLogs() {
    assertThat(new FileName("salaries.pdf").toString()).isEqualTo("FileName[hidden]");
  }
}
