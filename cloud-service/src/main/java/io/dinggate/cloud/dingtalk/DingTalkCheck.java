package io.dinggate.cloud.dingtalk;

import io.dinggate.platform.StartupFault;
import io.dinggate.platform.keys.TrustedCertificates;
import io.dinggate.platform.start.HostAndPort;
import io.dinggate.platform.start.PreflightCheck;
import io.dinggate.platform.start.SafeUrl;
import io.dinggate.platform.start.ValueCheck;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Refuses addresses, a proxy or a certificate file that cannot be worked with. */
public final class DingTalkCheck implements PreflightCheck {

  private static final String PREFIX = "dinggate.dingtalk.";

  @Override
  public List<StartupFault> faults(Config config) {
    return Stream.of(
            check("login-url", DingTalkCheck::requireAddress),
            check("oapi-url", DingTalkCheck::requireAddress),
            check("api-url", DingTalkCheck::requireAddress),
            check("proxy", HostAndPort::parse),
            check("ca-file", file -> TrustedCertificates.read(Path.of(file))))
        .flatMap(check -> check.faults(config).stream())
        .toList();
  }

  private static ValueCheck check(String name, Consumer<String> reader) {
    return new ValueCheck(PREFIX + name, reader);
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
