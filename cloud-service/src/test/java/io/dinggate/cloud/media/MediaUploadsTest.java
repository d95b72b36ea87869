package io.dinggate.cloud.media;

import static io.dinggate.cloud.site.Sites.EAST;
import static io.dinggate.cloud.site.Sites.FOREIGN;
import static io.dinggate.cloud.site.Sites.HR;
import static io.dinggate.cloud.site.Sites.OTHERS;
import static io.dinggate.cloud.site.Sites.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dinggate.cloud.app.AccessTokens;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.dingtalk.Upload;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.site.Sites;
import io.dinggate.cloud.testing.NoDingTalk;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.media.MediaKind;
import io.dinggate.model.media.UploadedMedia;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaUploadsTest {

  private static final int VOICE = 2 * 1024 * 1024;

  private final Recorder dingTalk = new Recorder();
  private final Tokens tokens = new Tokens();
  private final MediaUploads uploads = new MediaUploads(dingTalk, tokens, () -> 1);

  @Test
  void fileArrivesByTheCorpsDefaultAppUnlessAnotherOneIsNamed() {
    assertThat(upload(EAST, null, MediaKind.FILE, "a%20b.pdf", 3L, 3))
        .isEqualTo(new UploadedMedia("@media", MediaKind.FILE));
    assertThat(dingTalk.names).containsExactly("a b.pdf");
    assertThat(dingTalk.bytes).containsExactly(3);
    assertThat(dingTalk.types).containsExactly("file");
    assertThat(dingTalk.lengths).containsExactly(3L);

    upload(EAST, SUITE, MediaKind.IMAGE, "a.png", null, 1);
    assertThat(tokens.apps).containsExactly(HR, SUITE);
    assertThat(dingTalk.lengths).containsExactly(3L, null);
  }

  @Test
  void othersCorpsAndAppsAreRefusedBeforeAnythingIsRead() {
    assertThat(refusal(FOREIGN, null, untouchable())).isEqualTo(ErrorCode.CORP_NOT_ALLOWED);
    assertThat(refusal(EAST, OTHERS, untouchable())).isEqualTo(ErrorCode.APP_NOT_ALLOWED);
  }

  @Test
  void lengthThatIsTooLargeIsRefusedBeforeAnythingIsRead() {
    var problem =
        catchThrowableOfType(
            ApiException.class,
            () ->
                uploads.upload(
                    Sites.east(), EAST, null, MediaKind.VOICE, "a.amr", VOICE + 1L, untouchable()));

    assertThat(problem.code()).isEqualTo(ErrorCode.MEDIA_REFUSED);
    assertThat(problem.detail()).contains("voice", Integer.toString(VOICE));
  }

  @Test
  void largestFileOfItsKindIsTaken() {
    upload(EAST, null, MediaKind.VOICE, "a.amr", (long) VOICE, VOICE);
    upload(EAST, null, MediaKind.VOICE, "a.amr", null, VOICE);

    assertThat(dingTalk.bytes).containsExactly(VOICE, VOICE);
    assertThat(tokens.counted).as("counted towards the corp's month").isEqualTo(2);
  }

  @Test
  void oneThatTurnsOutTooLargeIsCutOff() {
    var problem =
        catchThrowableOfType(
            ApiException.class,
            () -> upload(EAST, null, MediaKind.VOICE, "a.amr", null, VOICE + 1));

    assertThat(problem.code()).isEqualTo(ErrorCode.MEDIA_REFUSED);
    assertThat(problem.detail()).contains(Integer.toString(VOICE));
    assertThat(dingTalk.bytes).isEmpty();
  }

  @Test
  void emptyFileIsRefusedWithoutACall() {
    assertThat(
            catchThrowableOfType(
                    ApiException.class, () -> upload(EAST, null, MediaKind.FILE, "a.pdf", 0L, 0))
                .code())
        .isEqualTo(ErrorCode.MEDIA_REFUSED);
    assertThat(tokens.apps).isEmpty();
  }

  @Test
  void bodyThatBreaksOffAtOnceIsTheCallersMistake() {
    var broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("gone");
          }
        };

    assertThat(refusal(EAST, null, broken)).isEqualTo(ErrorCode.VALIDATION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"40004", "40005", "40006", "41005", "45001"})
  void whatDingTalkHasAgainstTheFileIsSaidWithItsCode(String code) {
    dingTalk.failure = new DingTalkFailure.BadRequest(code);

    var problem =
        catchThrowableOfType(
            ApiException.class, () -> upload(EAST, null, MediaKind.FILE, "a.pdf", null, 1));

    assertThat(problem.code()).isEqualTo(ErrorCode.MEDIA_REFUSED);
    assertThat(problem.detail()).contains(code);
  }

  @Test
  void otherFailuresAreDingTalks() {
    dingTalk.failure = new DingTalkFailure.BadRequest("40035");
    assertThat(refusal(EAST, null, one())).isEqualTo(ErrorCode.DINGTALK_REJECTED);

    dingTalk.failure = new DingTalkFailure.NoAnswer(true);
    assertThat(refusal(EAST, null, one())).isEqualTo(ErrorCode.DINGTALK_UNAVAILABLE);
  }

  @Test
  void fileThatIsGoneIsNotSentBySecondToken() {
    tokens.runs = 2;
    assertThat(refusal(EAST, null, one())).isEqualTo(ErrorCode.DINGTALK_UNAVAILABLE);
    assertThat(dingTalk.bytes).containsExactly(1);

    dingTalk.reads = false;
    upload(EAST, null, MediaKind.FILE, "a.pdf", null, 1);
    assertThat(dingTalk.names).hasSize(3);
  }

  @Test
  void uploadsBeyondTheirNumberAreRefusedUntilOneHasEnded() {
    dingTalk.during =
        () -> assertThat(refusal(EAST, null, untouchable())).isEqualTo(ErrorCode.OVERLOADED);

    upload(EAST, null, MediaKind.FILE, "a.pdf", null, 1);
    dingTalk.during = () -> {};
    dingTalk.failure = new DingTalkFailure.NoAnswer(false);
    refusal(EAST, null, one());
    dingTalk.failure = null;
    upload(EAST, null, MediaKind.FILE, "a.pdf", null, 1);
  }

  private UploadedMedia upload(
      CorpId corp, AppId app, MediaKind kind, String name, Long length, int bytes) {
    return uploads.upload(
        Sites.east(), corp, app, kind, name, length, new ByteArrayInputStream(new byte[bytes]));
  }

  private ErrorCode refusal(CorpId corp, AppId app, InputStream body) {
    return catchThrowableOfType(
            ApiException.class,
            () -> uploads.upload(Sites.east(), corp, app, MediaKind.FILE, "a.pdf", null, body))
        .code();
  }

  private static InputStream one() {
    return new ByteArrayInputStream(new byte[1]);
  }

  private static InputStream untouchable() {
    return new InputStream() {
      @Override
      public int read() {
        throw new AssertionError("must not be read");
      }

      @Override
      public int read(byte[] buffer, int offset, int length) {
        throw new AssertionError("must not be read");
      }
    };
  }

  private static final class Recorder extends NoDingTalk {

    private final List<String> names = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final List<Long> lengths = new ArrayList<>();
    private final List<Integer> bytes = new ArrayList<>();
    private DingTalkFailure failure;
    private boolean reads = true;
    private Runnable during = () -> {};

    @Override
    public String uploadMedia(String token, Upload upload) {
      during.run();
      names.add(upload.fileName());
      types.add(upload.type());
      lengths.add(upload.length());
      if (failure != null) {
        throw new DingTalkException("media/upload", failure);
      }
      if (reads) {
        try {
          bytes.add(upload.body().readAllBytes().length);
        } catch (IOException e) {
          throw new DingTalkException("media/upload", new DingTalkFailure.NoAnswer(true));
        }
      }
      return "@media";
    }
  }

  private static final class Tokens implements AccessTokens {

    private final List<AppId> apps = new ArrayList<>();
    private int counted;
    private int runs = 1;

    @Override
    public <T> T call(App app, CorpId corp, Function<String, T> use) {
      apps.add(app.id());
      T result = null;
      for (var i = 0; i < runs; i++) {
        result = use.apply("token");
      }
      return result;
    }

    @Override
    public <T> T countedCall(App app, CorpId corp, Function<String, T> use) {
      counted++;
      return call(app, corp, use);
    }
  }
}
