package io.dinggate.local.cloud;

import io.dinggate.platform.StartupFault;
import io.dinggate.platform.keys.PrivateKeys;
import io.dinggate.platform.keys.TrustedCertificates;
import io.dinggate.platform.start.HostAndPort;
import io.dinggate.platform.start.PreflightCheck;
import io.dinggate.platform.start.UrlCheck;
import io.dinggate.platform.start.ValueCheck;
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
  private static final String ELLIPTIC = "ES256";

  @Override
  public List<StartupFault> faults(Config config) {
    return Stream.of(
            UrlCheck.safe("dinggate.cloud.url").faults(config),
            CloudSettings.CLIENT_SECRET.faults(config),
            CloudSettings.PROXY_PASSWORD.faults(config),
            credentials(config),
            check(config, KEY_FILE, file -> PrivateKeys.read(Path.of(file), keyKind(config))),
            check(config, "dinggate.cloud.ca-file", CloudCheck::requireCertificates),
            check(config, "dinggate.cloud.proxy", HostAndPort::parse),
            check(config, ALGORITHM, CloudCheck::requireAlgorithm))
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

  private static List<StartupFault> check(Config config, String key, Consumer<String> reader) {
    return new ValueCheck(key, reader).faults(config);
  }

  private static void requireCertificates(String file) {
    TrustedCertificates.read(Path.of(file));
  }

  private static void requireAlgorithm(String algorithm) {
    if (!algorithm.equals("RS256") && !algorithm.equals(ELLIPTIC)) {
      throw new IllegalArgumentException("must be RS256 or ES256");
    }
  }

  private static String keyKind(Config config) {
    var algorithm = config.getOptionalValue(ALGORITHM, String.class);
    return algorithm.orElse(CloudConfig.ALGORITHM).equals(ELLIPTIC) ? "EC" : "RSA";
  }
}
