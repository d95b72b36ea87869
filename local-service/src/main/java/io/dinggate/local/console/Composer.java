package io.dinggate.local.console;

import io.dinggate.local.cloud.SiteCorps;
import io.dinggate.local.platform.Caller.SessionCaller;
import io.dinggate.model.CorpId;
import io.dinggate.model.directory.Corps.App;
import io.dinggate.model.directory.Corps.AppKind;
import io.dinggate.model.directory.Corps.Corp;
import io.dinggate.model.message.ActionCardContent;
import io.dinggate.model.message.LinkContent;
import io.dinggate.model.message.MarkdownContent;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.TemplateContent;
import io.dinggate.model.message.TextContent;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the form that writes a message has to know.
 *
 * @param maxBytes DingTalk's limit for the whole content
 * @param envelopes what counts towards it beside the texts
 * @param corps those to whose people the person may send, as far as their apps are known
 */
record Composer(int maxBytes, Envelopes envelopes, List<CorpApp> corps) {

  /**
   * The bytes around the texts, by type of content.
   *
   * @param eachVariable on top of {@code template}, for each variable
   */
  record Envelopes(
      int text, int markdown, int link, int actionCard, int template, int eachVariable) {}

  /**
   * What sends to a corp.
   *
   * @param kind the kind of the corp's message app: {@code suite} or {@code internal}
   */
  record CorpApp(String corp, String kind) {}

  private static final Comparator<CorpId> BY_ID = Comparator.comparing(CorpId::value);

  private static final Envelopes ENVELOPES = envelopesOfTheContract();

  static Composer of(SessionCaller person, SiteCorps corps) {
    var reachable =
        person.operator()
            ? corps.ids().orElse(Set.of()).stream().sorted(BY_ID)
            : Stream.of(person.user().corp());
    return new Composer(
        MessageContent.MAX_BYTES,
        ENVELOPES,
        reachable
            .map(corps::find)
            .flatMap(Optional::stream)
            .map(Composer::appOf)
            .flatMap(Optional::stream)
            .toList());
  }

  private static Optional<CorpApp> appOf(Corp corp) {
    return corp.apps().stream()
        .filter(app -> app.app().equals(corp.messageApp()))
        .map(App::kind)
        .filter(kind -> kind != AppKind.UNRECOGNIZED)
        .map(kind -> new CorpApp(corp.corp().value(), kind.wire()))
        .findFirst();
  }

  private static Envelopes envelopesOfTheContract() {
    var template = new TemplateContent("t", Map.of()).envelopeBytes();
    return new Envelopes(
        new TextContent("").envelopeBytes(),
        new MarkdownContent("", "").envelopeBytes(),
        new LinkContent("", "", "", "").envelopeBytes(),
        new ActionCardContent(null, "", "", "").envelopeBytes(),
        template,
        new TemplateContent("t", Map.of("v", "")).envelopeBytes() - template);
  }
}
