package io.dinggate.local.platform;

import io.dinggate.local.platform.ClientsFileReader.ClientsFileException;
import io.dinggate.platform.StartupFault;
import io.dinggate.platform.start.PreflightCheck;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Refuses a clients file with faults, naming each. */
public final class ClientsFileCheck implements PreflightCheck {

  private static final String KEY = "dinggate.clients-file";

  @Override
  public List<StartupFault> faults(Config config) {
    return config.getOptionalValue(KEY, Path.class).map(ClientsFileCheck::faultsOf).stream()
        .flatMap(List::stream)
        .toList();
  }

  private static List<StartupFault> faultsOf(Path file) {
    try {
      ClientsFileReader.read(file);
      return List.of();
    } catch (ClientsFileException e) {
      return e.faults().stream().map(fault -> new StartupFault(KEY, file + ": " + fault)).toList();
    }
  }
}
