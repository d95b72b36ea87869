package io.dinggate.platform.start;

import io.dinggate.platform.StartupFault;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Everything that can be known to be wrong before the service starts, in one list: an operator
 * should not have to start it five times to learn of five mistakes.
 */
public final class Preflight {

  private static final String OURS = "DINGGATE_";
  private static final Pattern PROPERTY = Pattern.compile("property (dinggate\\.\\S+)");
  private static final Pattern UNKNOWN = Pattern.compile("SRCFG00050: (\\S+) in ");
  private static final String CODE = "SRCFG";
  private static final String CONVERSION = "whilst being converted";
  private static final int CODE_LENGTH = "SRCFG00000: ".length();

  private final List<Class<?>> mappings;
  private final List<PreflightCheck> checks;

  /**
   * A look at what is given.
   *
   * @param mappings every {@code @ConfigMapping} of the service
   * @param checks what else must be right
   */
  public Preflight(List<Class<?>> mappings, List<PreflightCheck> checks) {
    this.mappings = List.copyOf(mappings);
    this.checks =
        Stream.concat(Stream.of(new BoundsCheck(this.mappings)), checks.stream()).toList();
  }

  /**
   * All faults, in no particular order; empty when the service may start.
   *
   * @param sources makes a builder with the sources that the service reads
   * @param environment names of the environment variables
   */
  public List<StartupFault> faults(
      Supplier<SmallRyeConfigBuilder> sources, Collection<String> environment) {
    var config = sources.get().withDefaultValues(defaults()).build();
    return Stream.of(
            mappingFaults(sources.get()),
            unknownVariables(environment),
            checks.stream().flatMap(check -> check.faults(config).stream()).toList())
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  /** As the service will see them: a check finds a value behind every key that has one. */
  private Map<String, String> defaults() {
    return properties()
        .filter(property -> property.getValue().hasDefaultValue())
        .collect(
            Collectors.toMap(Map.Entry::getKey, property -> property.getValue().getDefaultValue()));
  }

  private Stream<Map.Entry<String, Property>> properties() {
    return mappings.stream()
        .map(mapping -> ConfigMappings.getProperties(ConfigClass.configClass(mapping)))
        .flatMap(properties -> properties.entrySet().stream());
  }

  private List<StartupFault> mappingFaults(SmallRyeConfigBuilder builder) {
    mappings.forEach(builder::withMapping);
    try {
      builder.withValidateUnknown(true).build();
      return List.of();
    } catch (ConfigValidationException e) {
      return IntStream.range(0, e.getProblemCount())
          .mapToObj(i -> fault(e.getProblem(i).getMessage()))
          .toList();
    }
  }

  private static StartupFault fault(String problem) {
    var unknown = UNKNOWN.matcher(problem);
    if (unknown.find()) {
      return new StartupFault(unknown.group(1), "is not a key of this service");
    }
    var property = PROPERTY.matcher(problem);
    var key = property.find() ? property.group(1) : "dinggate";
    if (problem.contains("SRCFG00014")) {
      return new StartupFault(key, "is missing");
    }
    var words = problem.substring(problem.lastIndexOf(CODE) + CODE_LENGTH);
    var cause = words.lastIndexOf(CONVERSION);
    return new StartupFault(
        key, cause < 0 ? words : words.substring(cause + CONVERSION.length()).strip());
  }

  /** SmallRye looks up the variables of the keys it knows, and never misses the others. */
  private List<StartupFault> unknownVariables(Collection<String> environment) {
    var known =
        properties().map(property -> variable(property.getKey())).collect(Collectors.toSet());
    var unknown = new ArrayList<StartupFault>();
    environment.stream()
        .filter(name -> name.startsWith(OURS) && !known.contains(name))
        .sorted()
        .forEach(name -> unknown.add(new StartupFault(name, "stands for no key")));
    return unknown;
  }

  private static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
