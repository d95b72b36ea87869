package io.dinggate.local.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tables of test cases, one file a feature, so that a feature brings its own rows: cells between
 * bars, {@code #} begins a remark, an empty cell is an empty text.
 */
public final class TableFile {

  private TableFile() {}

  /** All rows of all files in {@code src/test/resources/<directory>}. */
  public static List<List<String>> rows(String directory) {
    try (var files = Files.list(Path.of("src/test/resources", directory))) {
      return files.sorted().flatMap(TableFile::rows).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<List<String>> rows(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
