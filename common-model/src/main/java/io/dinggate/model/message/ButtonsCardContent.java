package io.dinggate.model.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A card with several buttons (DingTalk's {@code action_card}, independent jumps).
 *
 * @param title the preview in the conversation list; null for DingTalk's own
 * @param markdown the card's text
 * @param orientation how the buttons stand
 * @param buttons in their order; DingTalk takes 1000 characters of JSON for all of them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ButtonsCardContent(
    @Nullable @Size(max = 64) String title,
    @NotBlank @Size(max = 1000) String markdown,
    @NotNull Orientation orientation,
    @NotEmpty @Size(max = 10) @FitsButtons List<@NotNull @Valid Button> buttons)
    implements MessageContent {

  @SuppressWarnings("ConstantValue") // Jackson passes null for absent members; @NotEmpty reports it
  public ButtonsCardContent {
    // not List.copyOf: a null button is @NotNull's to report
    buttons = buttons == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(buttons));
  }

  /** How the buttons of a card stand. */
  public enum Orientation {
    VERTICAL,
    HORIZONTAL;

    /** The name on the wire. */
    @JsonValue
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A button.
   *
   * @param title its label
   * @param url what it opens
   */
  public record Button(
      @NotBlank @Size(max = 20) String title, @NotNull @LinkUrl(max = 700) String url) {

    @Override
    public String toString() {
      return "Button[hidden]";
    }
  }

  @Override
  public List<String> texts() {
    return Stream.concat(
            Stream.of(title, markdown),
            buttons.stream()
                .filter(Objects::nonNull)
                .flatMap(button -> Stream.of(button.title(), button.url())))
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }

  @Override
  public int envelopeBytes() {
    return 130 + 32 * buttons.size();
  }

  @Override
  public String toString() {
    return "ButtonsCardContent[hidden]";
  }
}
