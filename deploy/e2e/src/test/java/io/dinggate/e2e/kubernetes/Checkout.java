package io.dinggate.e2e.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of this project. */
final class Checkout {

  /** The directory with the manifests. */
  static final Path KUBERNETES = root().resolve("deploy/kubernetes");

  private Checkout() {}

  /** The root of the checkout, wherever below it the tests run. */
  static Path root() {
    var directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("deploy/kubernetes/base"))) {
      directory = directory.getParent();
      if (directory == null) {
        throw new IllegalStateException("the tests must run inside the checkout");
      }
    }
    return directory;
  }

  static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The directories in {@code directory}, by name. */
  static List<Path> children(Path directory) {
    try (var children = Files.list(directory)) {
      return children.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files below {@code directory}. */
  static List<Path> below(Path directory) {
    try (var files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
