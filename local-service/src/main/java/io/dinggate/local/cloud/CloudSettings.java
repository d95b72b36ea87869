package io.dinggate.local.cloud;

import io.dinggate.local.platform.DerivedSettings;
import io.dinggate.local.platform.SecretSetting;
import io.dinggate.model.feed.FeedApi;
import io.dinggate.platform.start.HostAndPort;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the REST client and the token client need to know to reach the cloud. */
public final class CloudSettings extends DerivedSettings {

  static final SecretSetting CLIENT_SECRET = new SecretSetting("dinggate.cloud.client-secret");
  static final SecretSetting PROXY_PASSWORD = new SecretSetting("dinggate.cloud.proxy-password");

  private static final String REST = "quarkus.rest-client.cloud.";
  private static final String FEED = "quarkus.rest-client.cloud-feed.";
  private static final String MEDIA = "quarkus.rest-client.cloud-media.";
  private static final String TOKENS = "quarkus.oidc-client.cloud.";

  /** Milliseconds for a connection to read the feed by. */
  private static final long MOST_FOR_THE_FEED = 2_000;

  public CloudSettings() {
    super("dinggate cloud settings");
  }

  @Override
  protected Map<String, String> derive(Ours ours) {
    var settings = new HashMap<String, String>();
    deadlines(ours, settings);
    credentials(ours, settings);
    proxy(ours, settings);
    var caFile = ours.value("dinggate.cloud.ca-file");
    if (caFile != null) {
      settings.put("quarkus.tls.cloud.trust-store.pem.certs", caFile);
      each(settings, "tls-configuration-name", "cloud");
      settings.put(TOKENS + "tls.tls-configuration-name", "cloud");
    }
    return settings;
  }

  private static void deadlines(Ours ours, Map<String, String> settings) {
    var connect = millis(ours.value("dinggate.cloud.connect-timeout"), CloudConfig.CONNECT_TIMEOUT);
    var read = millis(ours.value("dinggate.cloud.read-timeout"), CloudConfig.READ_TIMEOUT);
    each(settings, "connect-timeout", connect);
    settings.put(REST + "read-timeout", read);
    // It is asked to wait, and then it may take as long as for anything else.
    var waits = Duration.ofSeconds(FeedApi.MAX_WAIT_SECONDS).toMillis();
    settings.put(FEED + "read-timeout", Long.toString(waits + Long.parseLong(read)));
    settings.put(
        MEDIA + "read-timeout",
        millis(ours.value("dinggate.cloud.upload-timeout"), CloudConfig.UPLOAD_TIMEOUT));
    var connectTimeout = Duration.ofMillis(Long.parseLong(connect)).toString();
    // What is asked for again and again had better try again than wait.
    var feedConnect = Long.toString(Math.min(MOST_FOR_THE_FEED, Long.parseLong(connect)));
    settings.put(FEED + "connect-timeout", feedConnect);
    // A proxy that takes the connection has as long again to make the one behind it.
    each(settings, "proxy-connect-timeout", connectTimeout);
    settings.put(TOKENS + "connection-timeout", connectTimeout);
    // The least there is, and a connection only: otherwise a caller waits for four deadlines.
    settings.put(TOKENS + "connection-retry-count", "1");
  }

  /** For every client that calls the cloud. */
  private static void each(Map<String, String> settings, String key, String value) {
    settings.put(REST + key, value);
    settings.put(FEED + key, value);
    settings.put(MEDIA + key, value);
  }

  private static void credentials(Ours ours, Map<String, String> settings) {
    var keyFile = ours.value("dinggate.cloud.private-key-file");
    if (keyFile != null) {
      var algorithm = ours.value("dinggate.cloud.private-key-algorithm");
      settings.put(TOKENS + "credentials.jwt.key-file", keyFile);
      settings.put(
          TOKENS + "credentials.jwt.signature-algorithm",
          algorithm == null ? CloudConfig.ALGORITHM : algorithm);
      // Seconds; the default of 10 leaves nothing for clocks that differ (RFC 7523 section 3).
      settings.put(TOKENS + "credentials.jwt.lifespan", "60");
    } else {
      CLIENT_SECRET
          .read(ours::value)
          .ifPresent(secret -> settings.put(TOKENS + "credentials.secret", secret));
    }
  }

  private static void proxy(Ours ours, Map<String, String> settings) {
    var proxy = ours.value("dinggate.cloud.proxy");
    if (proxy == null) {
      return;
    }
    try {
      var address = HostAndPort.parse(proxy);
      each(settings, "proxy-address", proxy);
      settings.put(TOKENS + "proxy.host", address.host());
      settings.put(TOKENS + "proxy.port", Integer.toString(address.port()));
    } catch (IllegalArgumentException e) {
      return; // CloudCheck says so
    }
    var username = ours.value("dinggate.cloud.proxy-username");
    if (username != null) {
      each(settings, "proxy-user", username);
      settings.put(TOKENS + "proxy.username", username);
      PROXY_PASSWORD
          .read(ours::value)
          .ifPresent(
              password -> {
                each(settings, "proxy-password", password);
                settings.put(TOKENS + "proxy.password", password);
              });
    }
  }

  /** A value that cannot be read is reported with its key at the start; until then the default. */
  private static String millis(@Nullable String duration, String byDefault) {
    try {
      return Long.toString(Duration.parse(duration == null ? byDefault : duration).toMillis());
    } catch (DateTimeParseException e) {
      return Long.toString(Duration.parse(byDefault).toMillis());
    }
  }
}
