package io.dinggate.cloud.registry;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.InvalidValueException;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the apps of the registry file. */
final class AppReader {

  /** Goes on reading after a fault; the result is thrown away then. */
  static final AppId NO_APP = new AppId("-");

  static final CorpId NO_CORP = new CorpId("-");

  private static final int AES_KEY_LENGTH = 43;

  private final SecretFiles secrets;

  AppReader(SecretFiles secrets) {
    this.secrets = secrets;
  }

  App read(Section section) {
    var kind = section.value("kind", AppReader::kind, AppKind.SUITE);
    var clientId = section.text("client-id");
    var app =
        new App(
            section.value("id", AppId::new, NO_APP),
            kind,
            clientId,
            secrets.text(section, "client-secret"),
            events(section, kind, clientId),
            kind == AppKind.SUITE ? section.text("suite-id") : null,
            section.optionalNumber("dingtalk-app-id"),
            kind == AppKind.INTERNAL ? section.number("agent-id") : null,
            kind == AppKind.INTERNAL ? section.value("corp", CorpId::new, NO_CORP) : null);
    section.end();
    return app;
  }

  private @Nullable EventKeys events(Section app, AppKind kind, String clientId) {
    var events = app.section("events");
    if (events.isEmpty() && kind == AppKind.SUITE) {
      app.fault(app.at("events"), "is missing: a suite gets its suite ticket by an event");
    }
    return events.map(section -> eventKeys(section, clientId)).orElse(null);
  }

  private EventKeys eventKeys(Section section, String clientId) {
    var keys =
        new EventKeys(
            secrets.text(section, "token"),
            secrets.text(section, "aes-key"),
            section.text("owner-key", clientId));
    if (!keys.aesKey().isEmpty() && !isAesKey(keys.aesKey())) {
      section.fault(section.at("aes-key"), "must be an EncodingAESKey: 43 letters and digits");
    }
    section.end();
    return keys;
  }

  private static boolean isAesKey(String text) {
    try {
      return text.length() == AES_KEY_LENGTH && Base64.getDecoder().decode(text + "=").length == 32;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static AppKind kind(String text) {
    try {
      return AppKind.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("must be suite or internal");
    }
  }
}
