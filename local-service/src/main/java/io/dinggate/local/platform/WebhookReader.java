package io.dinggate.local.platform;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what the clients file says of a webhook; faults never repeat the address or a secret. */
final class WebhookReader {

  private static final String PREFIX = "whsec_";

  /** Standard Webhooks asks for 24 to 64 bytes. */
  private static final int LEAST_BYTES = 24;

  private static final int MOST_BYTES = 64;
  private static final int MOST_SECRETS = 2;

  /** As DingTalk names them; an asterisk for all. */
  private static final Pattern EVENT = Pattern.compile("[A-Za-z0-9_.-]{1,64}|[*]");

  private final Path file;
  private final List<String> faults;

  WebhookReader(Path file, List<String> faults) {
    this.file = file;
    this.faults = faults;
  }

  /**
   * The webhook; null when it has a fault.
   *
   * @param scopes of its client
   */
  @Nullable WebhookTarget read(String place, ClientsFile.Webhook webhook, Set<String> scopes) {
    var before = faults.size();
    var url = url(place + ".url", webhook.url());
    var secrets = secrets(place, webhook);
    var events = events(place + ".events", webhook, scopes);
    return url == null || faults.size() > before ? null : new WebhookTarget(url, secrets, events);
  }

  private @Nullable URI url(String place, @Nullable String text) {
    try {
      var url = new URI(text == null ? "" : text);
      var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      if ((scheme.equals("https") || scheme.equals("http"))
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawFragment() == null) {
        return url;
      }
    } catch (URISyntaxException _) {
      // said below; the exception repeats the address
    }
    faults.add(place + ": must be an http or https address without a user and a fragment");
    return null;
  }

  private Set<String> events(String place, ClientsFile.Webhook webhook, Set<String> scopes) {
    var events = new HashSet<String>();
    var given = webhook.events() == null ? List.<@Nullable String>of() : webhook.events();
    for (var i = 0; i < given.size(); i++) {
      var event = given.get(i);
      if (event == null || !EVENT.matcher(event).matches()) {
        faults.add(place + "[" + i + "]: must be the type of an event, or *");
      } else {
        events.add(event);
      }
    }
    if (!events.isEmpty() && !scopes.contains(Scopes.FEED_READ)) {
      faults.add(place + ": needs the scope " + Scopes.FEED_READ);
    }
    return events;
  }

  private List<String> secrets(String place, ClientsFile.Webhook webhook) {
    var secrets = new ArrayList<String>();
    var given = webhook.secrets() == null ? List.<@Nullable String>of() : webhook.secrets();
    for (var i = 0; i < given.size(); i++) {
      add(secrets, place + ".secrets[" + i + "]", given.get(i));
    }
    var files = webhook.secretFiles() == null ? List.<@Nullable Path>of() : webhook.secretFiles();
    for (var i = 0; i < files.size(); i++) {
      var at = place + ".secret-files[" + i + "]";
      var name = files.get(i);
      try {
        add(secrets, at, name == null ? null : Files.readString(file.resolveSibling(name)).strip());
      } catch (IOException e) {
        faults.add(at + ": cannot be read");
      }
    }
    var count = given.size() + files.size();
    if (count < 1 || count > MOST_SECRETS) {
      faults.add(place + ": needs one or two secrets, in secrets or in secret-files");
    }
    return secrets;
  }

  private void add(List<String> secrets, String place, @Nullable String secret) {
    if (secret == null || !isSecret(secret)) {
      faults.add(place + ": must be whsec_ and 24 to 64 random bytes in base64");
    } else {
      secrets.add(secret);
    }
  }

  private static boolean isSecret(String text) {
    if (!text.startsWith(PREFIX)) {
      return false;
    }
    try {
      var bytes = Base64.getDecoder().decode(text.substring(PREFIX.length())).length;
      return bytes >= LEAST_BYTES && bytes <= MOST_BYTES;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
