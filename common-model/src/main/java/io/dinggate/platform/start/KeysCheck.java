package io.dinggate.platform.start;

import io.dinggate.platform.StartupFault;
import io.dinggate.platform.keys.KeyRing;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Refuses a keys directory that lacks keys, or holds unreadable or open ones. */
public final class KeysCheck implements PreflightCheck {

  @Override
  public List<StartupFault> faults(Config config) {
    return config
        .getOptionalValue("dinggate.keys-dir", Path.class)
        .map(KeysCheck::faultsOf)
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static List<StartupFault> faultsOf(Path directory) {
    try {
      KeyRing.load(directory);
      return List.of();
    } catch (KeyRing.KeyRingException e) {
      return e.faults();
    }
  }
}
