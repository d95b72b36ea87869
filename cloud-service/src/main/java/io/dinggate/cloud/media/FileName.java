package io.dinggate.cloud.media;

import io.dinggate.model.media.MediaApi;
import io.dinggate.model.media.MediaKind;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of an uploaded file.
 *
 * @param value with its ending, and without a path
 */
record FileName(String value) {

  private static final int MAX_LENGTH = 200;
  private static final Pattern FORM = Pattern.compile("[^\\p{Cntrl}/\\\\]{1," + MAX_LENGTH + "}");

  /**
   * Reads {@link MediaApi#NAME_HEADER}.
   *
   * @throws ApiException {@code VALIDATION} when it is no name
   */
  static FileName parse(String header) {
    var name = decoded(header);
    if (!FORM.matcher(name).matches()) {
      throw invalid("must be the name of a file, of at most " + MAX_LENGTH + " characters");
    }
    return new FileName(name);
  }

  /**
   * Holds the ending against what DingTalk takes.
   *
   * @throws ApiException {@code MEDIA_REFUSED} for any other
   */
  void requireEndingOf(MediaKind kind) {
    var dot = value.lastIndexOf('.');
    var ending = dot < 1 ? "" : value.substring(dot + 1).toLowerCase(Locale.ROOT);
    if (!kind.endings().contains(ending)) {
      throw new ApiException(
          ErrorCode.MEDIA_REFUSED,
          "The name of a file of kind "
              + kind.wire()
              + " must end in one of: "
              + String.join(", ", kind.endings())
              + ".");
    }
  }

  /** Not by URLDecoder, which takes a plus for a space. */
  private static String decoded(String header) {
    var bytes = ByteBuffer.allocate(header.length());
    for (var i = 0; i < header.length(); i++) {
      var character = header.charAt(i);
      if (character == '%' && i + 2 < header.length() && isHex(header, i + 1)) {
        bytes.put((byte) HexFormat.fromHexDigits(header, i + 1, i + 3));
        i += 2;
      } else if (character > ' ' && character < 0x7f && character != '%') {
        bytes.put((byte) character);
      } else {
        throw notEncoded();
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(bytes.flip())
          .toString();
    } catch (CharacterCodingException e) {
      throw notEncoded();
    }
  }

  private static boolean isHex(String text, int from) {
    return HexFormat.isHexDigit(text.charAt(from)) && HexFormat.isHexDigit(text.charAt(from + 1));
  }

  private static ApiException notEncoded() {
    return invalid("must be percent-encoded UTF-8");
  }

  private static ApiException invalid(String message) {
    return ApiException.invalid(MediaApi.NAME_HEADER, message);
  }

  /** Names of files tell what is in them. */
  @Override
  public String toString() {
    return "FileName[hidden]";
  }
}
