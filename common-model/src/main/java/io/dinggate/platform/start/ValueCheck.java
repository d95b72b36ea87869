package io.dinggate.platform.start;

import io.dinggate.platform.StartupFault;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.Config;

/**
 * Reads the value of a key as the service will read it later.
 *
 * @param key the key; when it is not set, there is nothing to check
 * @param reader throws {@code IllegalArgumentException}, with a message fit for the operator
 */
public record ValueCheck(String key, Consumer<String> reader) implements PreflightCheck {

  @Override
  public List<StartupFault> faults(Config config) {
    return config.getOptionalValue(key, String.class).flatMap(this::fault).stream().toList();
  }

  private Optional<StartupFault> fault(String value) {
    try {
      reader.accept(value);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(new StartupFault(key, String.valueOf(e.getMessage())));
    }
  }
}
