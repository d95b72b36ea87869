package io.dinggate.local.platform;

import io.dinggate.platform.StartupFault;
import io.dinggate.platform.start.PreflightCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * A secret that stands either in its key or in the file that its {@code -file} key names.
 *
 * @param key the key that holds the secret itself
 */
public record SecretSetting(String key) implements PreflightCheck {

  /** The key that names the file. */
  public String fileKey() {
    return key + "-file";
  }

  /**
   * The secret, read from where it is.
   *
   * @param settings answers the value of a key, or null
   * @return empty when neither key is set, or the file cannot be read: {@link #faults} says so
   */
  public Optional<String> read(UnaryOperator<@Nullable String> settings) {
    var value = settings.apply(key);
    if (value != null && !value.isEmpty()) {
      return Optional.of(value);
    }
    var file = settings.apply(fileKey());
    try {
      return file == null || file.isEmpty()
          ? Optional.empty()
          : Optional.of(Files.readString(Path.of(file)).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<StartupFault> faults(Config config) {
    var file = config.getOptionalValue(fileKey(), String.class);
    if (file.isEmpty()) {
      return List.of();
    }
    if (config.getOptionalValue(key, String.class).isPresent()) {
      return List.of(new StartupFault(fileKey(), "must not be set together with " + key));
    }
    return Files.isReadable(Path.of(file.get()))
        ? List.of()
        : List.of(new StartupFault(fileKey(), "cannot read " + file.get()));
  }
}
