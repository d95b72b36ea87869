package io.dinggate.local.platform;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the platform underneath that follow from our own, where the properties file cannot
 * say it: because a file has to be read, or because nothing may be set at all when our key is
 * absent.
 */
public abstract class DerivedSettings implements ConfigSourceFactory {

  /** Above the properties file of the service, below the environment. */
  private static final int ORDINAL = 260;

  private final String name;

  /** Named for the messages of the configuration. */
  protected DerivedSettings(String name) {
    this.name = name;
  }

  /** The settings that follow from {@code ours}. */
  protected abstract Map<String, String> derive(Ours ours);

  @Override
  public final Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    Ours ours =
        key -> {
          var value = context.getValue(key);
          return value == null ? null : value.getValue();
        };
    return List.of(new PropertiesConfigSource(derive(ours), name, ORDINAL));
  }

  /** Our own settings, as they are given. */
  @FunctionalInterface
  public interface Ours {

    /** The value of a key; null when it is not set. */
    @Nullable String value(String key);
  }
}
