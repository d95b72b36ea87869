package io.dinggate.platform.start;

import io.dinggate.platform.StartupFault;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Holds every number and every duration of the mappings to its {@link Bounds}. The configuration
 * must have the defaults of the mappings.
 */
final class BoundsCheck implements PreflightCheck {

  private static final String OURS = "dinggate.";

  private final List<Class<?>> mappings;

  BoundsCheck(List<Class<?>> mappings) {
    this.mappings = mappings;
  }

  @Override
  public List<StartupFault> faults(Config config) {
    return mappings.stream()
        .map(mapping -> ConfigMappings.getProperties(ConfigClass.configClass(mapping)))
        .flatMap(properties -> properties.entrySet().stream())
        .flatMap(
            property ->
                faults(config, property.getKey(), property.getValue().getMethod())
                    .map(message -> new StartupFault(property.getKey(), message)))
        .toList();
  }

  private static Stream<String> faults(Config config, String key, Method method) {
    return Kind.of(method.getReturnType()).stream()
        .flatMap(
            kind ->
                kind.value(config, key).stream()
                    .flatMap(
                        value -> faults(config, kind, value, method.getAnnotation(Bounds.class))));
  }

  private static Stream<String> faults(
      Config config, Kind kind, BigDecimal value, @Nullable Bounds bounds) {
    var least = bounds == null || bounds.min().isEmpty() ? kind.least : bounds.min();
    var most = bounds == null || bounds.max().isEmpty() ? kind.most : bounds.max();
    var less = bounds == null ? List.<String>of() : List.of(bounds.moreThan());
    return Stream.of(
            fault(value.compareTo(kind.bound(config, least)) < 0, "must be " + least + " at least"),
            fault(value.compareTo(kind.bound(config, most)) > 0, "must be " + most + " at most"),
            fault(
                !less.isEmpty() && value.compareTo(kind.sum(config, less)) <= 0,
                "must be more than " + String.join(" + ", less)))
        .flatMap(Optional::stream);
  }

  private static Optional<String> fault(boolean is, String message) {
    return is ? Optional.of(message) : Optional.empty();
  }

  /** What can be compared, with the usual bounds. */
  private enum Kind {
    DURATION("PT0.001S", "P18250D") {
      @Override
      Optional<BigDecimal> read(Config config, String key) {
        return config.getOptionalValue(key, Duration.class).map(Kind::seconds);
      }

      @Override
      BigDecimal parse(String text) {
        return seconds(Duration.parse(text));
      }
    },

    NUMBER("1", "2147483647") {
      @Override
      Optional<BigDecimal> read(Config config, String key) {
        return config.getOptionalValue(key, String.class).map(this::parse);
      }

      @Override
      BigDecimal parse(String text) {
        return new BigDecimal(text);
      }
    };

    private final String least;
    private final String most;

    Kind(String least, String most) {
      this.least = least;
      this.most = most;
    }

    static Optional<Kind> of(Class<?> type) {
      if (type == Duration.class) {
        return Optional.of(DURATION);
      }
      return type == int.class || type == long.class || type == double.class
          ? Optional.of(NUMBER)
          : Optional.empty();
    }

    abstract Optional<BigDecimal> read(Config config, String key);

    abstract BigDecimal parse(String text);

    /** Empty when there is none that can be read, which is reported already. */
    Optional<BigDecimal> value(Config config, String key) {
      try {
        return read(config, key);
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    BigDecimal bound(Config config, String valueOrKey) {
      return valueOrKey.startsWith(OURS) ? sum(config, List.of(valueOrKey)) : parse(valueOrKey);
    }

    BigDecimal sum(Config config, List<String> keys) {
      return keys.stream()
          .flatMap(key -> value(config, key).stream())
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal seconds(Duration duration) {
      return BigDecimal.valueOf(duration.getSeconds())
          .add(BigDecimal.valueOf(duration.getNano(), 9));
    }
  }
}
