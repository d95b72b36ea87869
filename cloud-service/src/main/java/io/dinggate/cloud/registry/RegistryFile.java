package io.dinggate.cloud.registry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the registry file as a whole: a snapshot without a fault, or all faults. */
final class RegistryFile {

  private static final ObjectMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private RegistryFile() {}

  /** Reads {@code file} and the files that it names. */
  static Reading read(Path file) {
    var faults = new ArrayList<RegistryFault>();
    var secrets = new SecretFiles(file.toAbsolutePath().resolveSibling(""));
    var tree = tree(file, faults);
    if (tree == null) {
      return new Reading(null, faults, List.of(file));
    }
    var snapshot = snapshot(new Section("", tree, faults), secrets);
    var files = new ArrayList<>(List.of(file));
    files.addAll(secrets.read());
    return new Reading(snapshot, faults, files);
  }

  private static @Nullable Snapshot snapshot(Section root, SecretFiles secrets) {
    var appSections = root.sections("apps");
    var appReader = new AppReader(secrets);
    var apps = appSections.stream().map(appReader::read).toList();
    var siteSections = root.sections("sites");
    var siteReader = new SiteReader(secrets, apps);
    var sites = siteSections.stream().map(siteReader::read).toList();
    var operatorSections = root.sections("operators");
    var operatorReader = new OperatorReader(secrets);
    var operators = operatorSections.stream().map(operatorReader::read).toList();
    root.end();
    unique(appSections, apps, "id", App::id);
    unique(appSections, apps, "client-id", App::clientId);
    unique(siteSections, sites, "id", Site::id);
    unique(operatorSections, operators, "id", Operator::id);
    unique(
        concat(siteSections, operatorSections),
        concat(
            sites.stream().map(Site::clientId).toList(),
            operators.stream().map(Operator::clientId).toList()),
        "client-id",
        Function.identity());
    return root.faultless() ? new Snapshot(apps, sites, operators) : null;
  }

  private static <T> List<T> concat(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static <T> void unique(
      List<Section> sections, List<T> read, String member, Function<T, ?> key) {
    var seen = new HashSet<>();
    for (var i = 0; i < read.size(); i++) {
      if (!seen.add(key.apply(read.get(i)))) {
        sections.get(i).fault(sections.get(i).at(member), "is used above already");
      }
    }
  }

  private static @Nullable JsonNode tree(Path file, List<RegistryFault> faults) {
    try {
      return YAML.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      faults.add(new RegistryFault("the file", "is not YAML" + place(e)));
    } catch (IOException e) {
      faults.add(new RegistryFault("the file", "cannot be read"));
    }
    return null;
  }

  private static String place(JacksonException e) {
    var location = e.getLocation();
    return location == null
        ? ""
        : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  /**
   * What came of reading.
   *
   * @param snapshot null when there are faults
   * @param faults all that is wrong
   * @param files the registry file and the files it names
   */
  record Reading(@Nullable Snapshot snapshot, List<RegistryFault> faults, List<Path> files) {

    Reading {
      faults = List.copyOf(faults);
      files = List.copyOf(files);
    }
  }
}
