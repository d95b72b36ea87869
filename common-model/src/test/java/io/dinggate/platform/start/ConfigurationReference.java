package io.dinggate.platform.start;

import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The configuration reference held against the code: what a service's mappings declare, and what
 * {@code deploy/docs/configuration.md} says, both as key to default ("" where there is none).
 */
public final class ConfigurationReference {

  private static final Path DOCUMENT = Path.of("../deploy/docs/configuration.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `(dinggate\\.[^`]+)` \\| (?:`([^`]*)`|[^|`]*) \\|.+");

  private ConfigurationReference() {}

  /** What the mappings declare. */
  public static Map<String, String> declared(List<Class<?>> mappings) {
    var keys = new TreeMap<String, String>();
    for (var mapping : mappings) {
      ConfigMappings.getProperties(ConfigClass.configClass(mapping))
          .forEach(
              (key, property) -> {
                if (!key.endsWith("[*]")) { // the elements of a list, which is there as well
                  keys.put(key, defaultOf(property));
                }
              });
    }
    return keys;
  }

  private static String defaultOf(Property property) {
    if (property.isPrimitive() && property.asPrimitive().hasDefaultValue()) {
      return property.asPrimitive().getDefaultValue();
    }
    if (property.isLeaf() && !property.isOptional() && property.asLeaf().hasDefaultValue()) {
      return property.asLeaf().getDefaultValue();
    }
    return "";
  }

  /**
   * What the document says under the heading {@code ## <service>}; a row that has more or fewer
   * columns than its table is a fault.
   */
  public static Map<String, String> documented(String service) {
    var keys = new TreeMap<String, String>();
    var section = "";
    var columns = 0;
    for (var line : lines()) {
      if (line.startsWith("## ")) {
        section = line.substring(3);
      }
      if (!line.startsWith("|")) {
        columns = 0;
      } else if (columns == 0) {
        columns = columns(line);
      } else if (!line.startsWith("|---") && columns != columns(line)) {
        throw new AssertionError("this row stands in a table of other columns: " + line);
      }
      var row = ROW.matcher(line);
      if (section.equals(service) && row.matches()) {
        keys.put(row.group(1), row.group(2) == null ? "" : row.group(2));
      }
    }
    return keys;
  }

  private static int columns(String row) {
    return row.split(" \\| ").length;
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(DOCUMENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
