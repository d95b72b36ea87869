package io.dinggate.local.console;

import io.dinggate.model.message.ActionCardContent;
import io.dinggate.model.message.ButtonsCardContent;
import io.dinggate.model.message.ButtonsCardContent.Button;
import io.dinggate.model.message.ButtonsCardContent.Orientation;
import io.dinggate.model.message.FileContent;
import io.dinggate.model.message.ImageContent;
import io.dinggate.model.message.LinkContent;
import io.dinggate.model.message.MarkdownContent;
import io.dinggate.model.message.OaContent;
import io.dinggate.model.message.TemplateContent;
import io.dinggate.model.message.TextContent;
import io.dinggate.model.message.VoiceContent;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The bytes around the texts, by type of content.
 *
 * @param eachButton on top of {@code buttonsCard}, for each button
 * @param eachLine on top of {@code oa}, for each line of the form
 * @param eachVariable on top of {@code template}, for each variable
 */
record Envelopes(
    int text,
    int markdown,
    int link,
    int actionCard,
    int buttonsCard,
    int eachButton,
    int oa,
    int eachLine,
    int image,
    int voice,
    int file,
    int template,
    int eachVariable) {

  static Envelopes ofTheContract() {
    var buttons = buttons(0);
    var form = form(0);
    var template = new TemplateContent("t", Map.of()).envelopeBytes();
    return new Envelopes(
        new TextContent("").envelopeBytes(),
        new MarkdownContent("", "").envelopeBytes(),
        new LinkContent("", "", "", "").envelopeBytes(),
        new ActionCardContent(null, "", "", "").envelopeBytes(),
        buttons,
        buttons(1) - buttons,
        form,
        form(1) - form,
        new ImageContent("").envelopeBytes(),
        new VoiceContent("", 1).envelopeBytes(),
        new FileContent("").envelopeBytes(),
        template,
        new TemplateContent("t", Map.of("v", "")).envelopeBytes() - template);
  }

  private static int buttons(int count) {
    var buttons = Collections.nCopies(count, new Button("", ""));
    return new ButtonsCardContent(null, "", Orientation.VERTICAL, buttons).envelopeBytes();
  }

  private static int form(int lines) {
    var form = Collections.nCopies(lines, new OaContent.Line("", ""));
    var body = new OaContent.Body(null, List.copyOf(form), null, null, null, null, null, null);
    return new OaContent("", null, "", "", null, body).envelopeBytes();
  }
}
