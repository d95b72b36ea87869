package io.dinggate.cloud.dingtalk;

import io.dinggate.platform.StartupFault;
import io.dinggate.platform.start.PreflightCheck;
import io.dinggate.platform.start.SafeUrl;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Refuses addresses, a proxy or a certificate file that cannot be worked with. */
public final class DingTalkCheck implements PreflightCheck {

  private static final String PREFIX = "dinggate.dingtalk.";

  @Override
  public List<StartupFault> faults(Config config) {
    return Stream.of(
            check(config, "login-url", DingTalkCheck::requireAddress),
            check(config, "oapi-url", DingTalkCheck::requireAddress),
            check(config, "api-url", DingTalkCheck::requireAddress),
            check(config, "proxy", HostAndPort::parse),
            check(config, "ca-file", text -> TrustedCertificates.read(Path.of(text))))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<StartupFault> check(Config config, String name, Consumer<String> reader) {
    return config
        .getOptionalValue(PREFIX + name, String.class)
        .flatMap(
            value -> {
              try {
                reader.accept(value);
                return Optional.empty();
              } catch (IllegalArgumentException e) {
                return Optional.of(new StartupFault(PREFIX + name, String.valueOf(e.getMessage())));
              }
            });
  }

  private static void requireAddress(String text) {
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be a URL", e);
    }
    if (!SafeUrl.isOrigin(url)) {
      throw new IllegalArgumentException("must be https://host[:port] without a path");
    }
  }
}
