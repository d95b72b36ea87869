package io.dinggate.model.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A form with a coloured head (DingTalk's {@code oa}).
 *
 * @param messageUrl what a tap opens
 * @param pcMessageUrl what a click in the desktop client opens; null for the same
 * @param headColor of the head, as 8 hexadecimal digits: alpha, red, green, blue
 * @param headText in the head; DingTalk shows the app's name instead
 * @param status a coloured word beside the title; only for up to five users, and none by department
 * @param body what it says
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OaContent(
    @NotNull @LinkUrl String messageUrl,
    @Nullable @LinkUrl String pcMessageUrl,
    @NotNull @Pattern(regexp = "^[0-9A-Fa-f]{8}$", message = "must be 8 hexadecimal digits")
        String headColor,
    @NotBlank @Size(max = 50) String headText,
    @Nullable @Valid Status status,
    @NotNull @Valid Body body)
    implements MessageContent {

  /** The most people that a message with a {@link Status} may have. */
  public static final int MAX_PEOPLE_WITH_STATUS = 5;

  /**
   * A coloured word.
   *
   * @param text the word
   * @param color its background, as 8 hexadecimal digits: alpha, red, green, blue
   */
  public record Status(
      @NotBlank @Size(max = 20) String text,
      @NotNull @Pattern(regexp = "^[0-9A-Fa-f]{8}$", message = "must be 8 hexadecimal digits")
          String color) {

    @Override
    public String toString() {
      return "Status[hidden]";
    }
  }

  /**
   * What the form says; every member may be absent.
   *
   * @param title the headline
   * @param form lines of a name and a value; DingTalk shows the first six
   * @param amount a number in large digits
   * @param unit what the amount counts; needs an amount
   * @param text below it; DingTalk shows three lines
   * @param mediaId a picture that was uploaded
   * @param fileCount how many attachments it says there are
   * @param author who wrote it
   */
  @UnitNeedsAmount
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Body(
      @Nullable @Size(max = 50) String title,
      @Size(max = 20) List<@NotNull @Valid Line> form,
      @Nullable @Size(max = 20) String amount,
      @Nullable @Size(max = 10) String unit,
      @Nullable @Size(max = 500) String text,
      @Nullable @MediaId String mediaId,
      @Nullable @Min(0) Integer fileCount,
      @Nullable @Size(max = 50) String author) {

    @SuppressWarnings("ConstantValue") // Jackson passes null for absent members
    public Body {
      // not List.copyOf: a null line is @NotNull's to report
      form = form == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(form));
    }

    @Override
    public String toString() {
      return "Body[hidden]";
    }
  }

  /**
   * A line of the form.
   *
   * @param name for example "Applicant:"
   * @param value what it is
   */
  public record Line(
      @NotBlank @Size(max = 50) String name, @NotBlank @Size(max = 200) String value) {

    @Override
    public String toString() {
      return "Line[hidden]";
    }
  }

  @Override
  @SuppressWarnings("ConstantValue") // validation counts before it knows what is absent
  public List<String> texts() {
    return Stream.of(
            Stream.of(messageUrl, pcMessageUrl, headColor, headText),
            status == null
                ? Stream.<@Nullable String>empty()
                : Stream.of(status.text(), status.color()),
            body == null ? Stream.<@Nullable String>empty() : texts(body))
        .flatMap(texts -> texts)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }

  private static Stream<@Nullable String> texts(Body body) {
    return Stream.concat(
        Stream.of(
            body.title(), body.amount(), body.unit(), body.text(), body.mediaId(), body.author()),
        body.form().stream()
            .filter(Objects::nonNull)
            .flatMap(line -> Stream.of(line.name(), line.value())));
  }

  @Override
  @SuppressWarnings("ConstantValue") // as above
  public int envelopeBytes() {
    return 320 + 24 * (body == null ? 0 : body.form().size());
  }

  @Override
  public String toString() {
    return "OaContent[hidden]";
  }
}
