package io.dinggate.model.message;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes a content differ from an equal one by a short visible mark, because DingTalk drops what a
 * person got with the same text on the same day. Whether it looks at what a reader cannot see is
 * not known, so the mark can be seen.
 */
public final class RepeatMark {

  /** The most bytes that a mark adds, with what parts it from the text. */
  public static final int LENGTH = 16;

  private RepeatMark() {}

  /** Whether the content has a text that a mark can stand in. */
  public static boolean fits(MessageContent content) {
    return switch (content) {
      case ImageContent _, VoiceContent _, FileContent _ -> false;
      case TemplateContent template -> !template.variables().isEmpty();
      case TextContent _, MarkdownContent _, LinkContent _ -> true;
      case ActionCardContent _, ButtonsCardContent _, OaContent _ -> true;
    };
  }

  /**
   * The content with the mark.
   *
   * @param mark at most {@link #LENGTH} less three characters of ASCII
   * @throws IllegalArgumentException for a content that {@link #fits} says no of
   */
  public static MessageContent put(MessageContent content, String mark) {
    return switch (content) {
      case TextContent text -> new TextContent(text.content() + "\n" + mark);
      case MarkdownContent markdown ->
          new MarkdownContent(markdown.title(), markdown.text() + "\n\n" + mark);
      case LinkContent link ->
          new LinkContent(link.title(), link.text() + " " + mark, link.messageUrl(), link.picUrl());
      case ActionCardContent card ->
          new ActionCardContent(
              card.title(), card.markdown() + "\n\n" + mark, card.singleTitle(), card.singleUrl());
      case ButtonsCardContent card ->
          new ButtonsCardContent(
              card.title(), card.markdown() + "\n\n" + mark, card.orientation(), card.buttons());
      case OaContent oa -> inBody(oa, mark);
      case TemplateContent template when !template.variables().isEmpty() ->
          inVariable(template, mark);
      case ImageContent _, VoiceContent _, FileContent _, TemplateContent _ ->
          throw new IllegalArgumentException("the content has no text for a mark");
    };
  }

  private static OaContent inBody(OaContent oa, String mark) {
    var body = oa.body();
    var text = body.text() == null ? mark : body.text() + " " + mark;
    return new OaContent(
        oa.messageUrl(),
        oa.pcMessageUrl(),
        oa.headColor(),
        oa.headText(),
        oa.status(),
        new OaContent.Body(
            body.title(),
            body.form(),
            body.amount(),
            body.unit(),
            text,
            body.mediaId(),
            body.fileCount(),
            body.author()));
  }

  /** In the variable whose name is the last, so that every resend marks the same one. */
  private static TemplateContent inVariable(TemplateContent template, String mark) {
    var last = template.variables().keySet().stream().sorted().toList().getLast();
    Map<String, String> variables = new LinkedHashMap<>(template.variables());
    variables.computeIfPresent(last, (_, text) -> text + " " + mark);
    return new TemplateContent(template.templateId(), variables);
  }
}
