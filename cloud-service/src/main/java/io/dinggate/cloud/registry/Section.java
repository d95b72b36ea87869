package io.dinggate.cloud.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.model.InvalidValueException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of the registry file, read member by member. What is wrong is noted, and reading goes
 * on with a stand-in, so that all faults are found at once; {@link #end} notes the members that
 * nobody read.
 */
final class Section {

  private final String path;
  private final JsonNode node;
  private final List<RegistryFault> faults;
  private final Set<String> read = new HashSet<>();

  Section(String path, JsonNode node, List<RegistryFault> faults) {
    this.path = path;
    this.node = node;
    this.faults = faults;
    if (!node.isObject()) {
      fault(path.isEmpty() ? "the file" : path, "must be a mapping");
    }
  }

  /** Notes a fault of a member. */
  void fault(String member, String message) {
    faults.add(new RegistryFault(member, message));
  }

  /** Whether nothing was noted so far, in the whole file. */
  boolean faultless() {
    return faults.isEmpty();
  }

  /** Where a member of this section stands. */
  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Whether the member is there; does not count as reading it. */
  boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** A text that must be there. */
  String text(String name) {
    return value(name, Function.identity(), "");
  }

  /** A text, or a default when it is not there. */
  String text(String name, String otherwise) {
    return optional(name).map(member -> scalar(member, at(name))).orElse(otherwise);
  }

  /** A text that must be there and be readable as something; {@code standIn} when it is not. */
  <T> T value(String name, Function<String, T> reader, T standIn) {
    var member = optional(name);
    if (member.isEmpty()) {
      fault(at(name), "is missing");
      return standIn;
    }
    return parsed(member.get(), at(name), reader).orElse(standIn);
  }

  /** A text that may be there and then must be readable as something. */
  <T> Optional<T> optionalValue(String name, Function<String, T> reader) {
    return optional(name).flatMap(member -> parsed(member, at(name), reader));
  }

  /** A positive whole number that may be there. */
  @Nullable Long optionalNumber(String name) {
    var member = optional(name);
    if (member.isEmpty()) {
      return null;
    }
    if (!member.get().isIntegralNumber() || member.get().longValue() <= 0) {
      fault(at(name), "must be a positive whole number");
    }
    return member.get().longValue();
  }

  /** A positive whole number that must be there. */
  @Nullable Long number(String name) {
    if (!has(name)) {
      read.add(name);
      fault(at(name), "is missing");
    }
    return optionalNumber(name);
  }

  /** A list of texts, each readable as something; empty when it is not there. */
  <T> List<T> values(String name, Function<String, T> reader) {
    var values = new ArrayList<T>();
    var items = list(name);
    for (var i = 0; i < items.size(); i++) {
      parsed(items.get(i), at(name) + "[" + i + "]", reader).ifPresent(values::add);
    }
    if (new HashSet<>(values).size() < values.size()) {
      fault(at(name), "names something twice");
    }
    return values;
  }

  /** A mapping that may be there. */
  Optional<Section> section(String name) {
    return optional(name).map(member -> new Section(at(name), member, faults));
  }

  /** A list of mappings; empty when it is not there. */
  List<Section> sections(String name) {
    var sections = new ArrayList<Section>();
    var items = list(name);
    for (var i = 0; i < items.size(); i++) {
      sections.add(new Section(at(name) + "[" + i + "]", items.get(i), faults));
    }
    return sections;
  }

  /** Notes the members that are there and were not asked for. */
  void end() {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!read.contains(name)) {
                fault(at(name), "is not known here");
              }
            });
  }

  private List<JsonNode> list(String name) {
    var items = new ArrayList<JsonNode>();
    optional(name)
        .ifPresent(
            member -> {
              if (member.isArray()) {
                member.forEach(items::add);
              } else {
                fault(at(name), "must be a list");
              }
            });
    return items;
  }

  private Optional<JsonNode> optional(String name) {
    read.add(name);
    return has(name) ? Optional.of(node.get(name)) : Optional.empty();
  }

  private <T> Optional<T> parsed(JsonNode member, String where, Function<String, T> reader) {
    var before = faults.size();
    var text = scalar(member, where);
    if (faults.size() > before) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(text));
    } catch (InvalidValueException e) {
      fault(where, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Numbers pass as texts: {@code suite-id: 14999001} needs no quotes. */
  private String scalar(JsonNode member, String where) {
    if (!member.isValueNode() || member.isBoolean() || member.asText().isBlank()) {
      fault(where, "must be a text");
      return "";
    }
    return member.asText();
  }
}
