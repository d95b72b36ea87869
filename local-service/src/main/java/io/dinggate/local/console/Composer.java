package io.dinggate.local.console;

import io.dinggate.local.cloud.SiteCorps;
import io.dinggate.local.platform.Caller.SessionCaller;
import io.dinggate.model.CorpId;
import io.dinggate.model.directory.Corps.App;
import io.dinggate.model.directory.Corps.AppKind;
import io.dinggate.model.directory.Corps.Corp;
import io.dinggate.model.media.MediaKind;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.RepeatMark;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the form that writes a message has to know.
 *
 * @param maxBytes DingTalk's limit for the whole content
 * @param markBytes how much less that is for a content that gets a mark
 * @param envelopes what counts towards it beside the texts
 * @param image what DingTalk takes as a picture
 * @param voice what it takes as a recording
 * @param file what it takes as a file
 * @param corps those to whose people the person may send, as far as their apps are known
 */
record Composer(
    int maxBytes,
    int markBytes,
    Envelopes envelopes,
    UploadLimit image,
    UploadLimit voice,
    UploadLimit file,
    List<CorpApp> corps) {

  /** What counts of contents, measured at the contract's own. */
  private static final Envelopes ENVELOPES = Envelopes.ofTheContract();

  private static final Comparator<CorpId> BY_ID = Comparator.comparing(CorpId::value);

  /**
   * What sends to a corp.
   *
   * @param kind the kind of the corp's message app: {@code suite} or {@code internal}
   */
  record CorpApp(String corp, String kind) {}

  static Composer of(SessionCaller person, SiteCorps corps) {
    var reachable =
        person.operator()
            ? corps.ids().orElse(Set.of()).stream().sorted(BY_ID)
            : Stream.of(person.user().corp());
    return new Composer(
        MessageContent.MAX_BYTES,
        RepeatMark.LENGTH,
        ENVELOPES,
        UploadLimit.of(MediaKind.IMAGE),
        UploadLimit.of(MediaKind.VOICE),
        UploadLimit.of(MediaKind.FILE),
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
}
