package io.dinggate.cloud.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads texts that stand either in the registry file or, under the same name with {@code -file}, in
 * a file of their own beside it; remembers which files were read.
 */
final class SecretFiles {

  private final Path base;
  private final List<Path> read = new ArrayList<>();

  /** Relative paths start at {@code base}. */
  SecretFiles(Path base) {
    this.base = base;
  }

  /** All files that were read. */
  List<Path> read() {
    return List.copyOf(read);
  }

  /** A text that must be given in exactly one of the two ways. */
  String text(Section section, String name) {
    var fileName = name + "-file";
    if (section.has(name) == section.has(fileName)) {
      section.text(name, "");
      section.text(fileName, "");
      section.fault(section.at(name), "must be given, either here or as " + fileName);
      return "";
    }
    return section.has(name)
        ? section.text(name)
        : contents(section, fileName, base.resolve(section.text(fileName)));
  }

  private String contents(Section section, String name, Path file) {
    read.add(file);
    try {
      var text = Files.readString(file).strip();
      if (text.isEmpty()) {
        section.fault(section.at(name), "names an empty file");
      }
      return text;
    } catch (IOException e) {
      section.fault(section.at(name), "names a file that cannot be read");
      return "";
    }
  }
}
