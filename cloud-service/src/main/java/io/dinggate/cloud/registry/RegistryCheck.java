package io.dinggate.cloud.registry;

import io.dinggate.platform.StartupFault;
import io.dinggate.platform.start.PreflightCheck;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Refuses a registry file that is not valid as a whole. */
public final class RegistryCheck implements PreflightCheck {

  private static final String KEY = "dinggate.registry-file";

  @Override
  public List<StartupFault> faults(Config config) {
    return config.getOptionalValue(KEY, Path.class).map(RegistryFile::read).stream()
        .flatMap(reading -> reading.faults().stream())
        .map(fault -> new StartupFault(KEY, fault.toString()))
        .toList();
  }
}
