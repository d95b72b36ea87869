package io.dinggate.local.cloud;

import io.dinggate.platform.StartupFault;
import io.dinggate.platform.start.PreflightCheck;
import io.dinggate.platform.start.UrlCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Refuses settings with which the cloud could not be reached, or not safely. */
public final class CloudCheck implements PreflightCheck {

  private static final String SECRET = CloudSettings.CLIENT_SECRET.key();
  private static final String SECRET_FILE = CloudSettings.CLIENT_SECRET.fileKey();
  private static final String KEY_FILE = "dinggate.cloud.private-key-file";
  private static final String ALGORITHM = "dinggate.cloud.private-key-algorithm";

  @Override
  public List<StartupFault> faults(Config config) {
    return Stream.of(
            UrlCheck.safe("dinggate.cloud.url").faults(config),
            CloudSettings.CLIENT_SECRET.faults(config),
            CloudSettings.PROXY_PASSWORD.faults(config),
            credentials(config),
            file(config, KEY_FILE, text -> CloudFiles.requirePrivateKey(text, algorithm(config))),
            file(config, "dinggate.cloud.ca-file", CloudFiles::requireCertificates),
            form(config, "dinggate.cloud.proxy", "[^\\s/@]+:\\d{1,5}", "must be host:port"),
            form(config, ALGORITHM, "RS256|ES256", "must be RS256 or ES256"))
        .flatMap(List::stream)
        .toList();
  }

  private static List<StartupFault> credentials(Config config) {
    var given =
        Stream.of(SECRET, SECRET_FILE, KEY_FILE)
            .filter(key -> config.getOptionalValue(key, String.class).isPresent())
            .toList();
    if (given.isEmpty()) {
      return List.of(
          new StartupFault(SECRET, "is missing (or " + SECRET_FILE + ", or " + KEY_FILE + ")"));
    }
    return given.contains(KEY_FILE) && given.size() > 1
        ? List.of(new StartupFault(KEY_FILE, "must not be set together with a client secret"))
        : List.of();
  }

  private static List<StartupFault> file(Config config, String key, Consumer<String> reader) {
    return config.getOptionalValue(key, String.class).stream()
        .flatMap(file -> CloudFiles.fault(Path.of(file), reader).stream())
        .map(message -> new StartupFault(key, message))
        .toList();
  }

  private static String algorithm(Config config) {
    return config.getOptionalValue(ALGORITHM, String.class).orElse(CloudConfig.ALGORITHM);
  }

  private static List<StartupFault> form(Config config, String key, String form, String message) {
    return config
        .getOptionalValue(key, String.class)
        .filter(value -> !value.matches(form))
        .map(_ -> new StartupFault(key, message))
        .stream()
        .toList();
  }
}
