package io.dinggate.local.webhook;

import io.dinggate.local.platform.SecretSetting;
import io.dinggate.platform.StartupFault;
import io.dinggate.platform.keys.TrustedCertificates;
import io.dinggate.platform.start.HostAndPort;
import io.dinggate.platform.start.PreflightCheck;
import io.dinggate.platform.start.ValueCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Refuses settings with which nobody could be told. */
public final class WebhookCheck implements PreflightCheck {

  @Override
  public List<StartupFault> faults(Config config) {
    return Stream.of(
            new ValueCheck("dinggate.webhook.proxy", HostAndPort::parse),
            new ValueCheck(
                "dinggate.webhook.ca-file", file -> TrustedCertificates.read(Path.of(file))),
            new ValueCheck("dinggate.webhook.internal", WebhookCheck::requireHosts),
            new SecretSetting("dinggate.webhook.proxy-password"))
        .map(check -> check.faults(config))
        .flatMap(List::stream)
        .toList();
  }

  private static void requireHosts(String list) {
    InternalHosts.parse(List.of(list.split(",")));
  }
}
