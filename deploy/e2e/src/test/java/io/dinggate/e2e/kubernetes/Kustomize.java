package io.dinggate.e2e.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.opentest4j.TestAbortedException;

/** Renders overlays with the {@code kubectl} of this machine; needs no cluster. */
final class Kustomize {

  /** The first one whose kustomize knows components. */
  private static final int OLDEST_MINOR = 21;

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final String kubectl;
  private final boolean required;

  Kustomize() {
    this("kubectl", "true".equals(System.getenv("CI")));
  }

  /**
   * Renders with a certain program.
   *
   * @param kubectl name or path of the program
   * @param required whether its absence is a failure; otherwise the test is not run
   */
  Kustomize(String kubectl, boolean required) {
    this.kubectl = kubectl;
    this.required = required;
  }

  /** The manifests that {@code directory} stands for, as YAML. */
  String render(Path directory) {
    unusable().ifPresent(this::giveUp);
    var result = run(List.of(kubectl, "kustomize", directory.toString()));
    if (result.exit() != 0) {
      throw new AssertionError(directory + " does not render: " + result.errors());
    }
    return result.output();
  }

  private void giveUp(String why) {
    if (required) {
      throw new AssertionError(why);
    }
    throw new TestAbortedException(why);
  }

  /** One sentence on why nothing can be rendered; empty when it can. */
  Optional<String> unusable() {
    var need = "kubectl 1." + OLDEST_MINOR + " or later must be on the PATH to check the manifests";
    try {
      var result = run(List.of(kubectl, "version", "--client", "-o", "json"));
      var version = new ObjectMapper().readTree(result.output()).path("clientVersion");
      var minor = NUMBER.matcher(version.path("minor").asText());
      return minor.find() && Integer.parseInt(minor.group()) >= OLDEST_MINOR
          ? Optional.empty()
          : Optional.of(need + "; found " + version.path("gitVersion").asText("none"));
    } catch (IOException | UncheckedIOException e) {
      return Optional.of(need + "; found none");
    }
  }

  private static Result run(List<String> command) {
    try {
      var output = Files.createTempFile("kustomize", ".out");
      var errors = Files.createTempFile("kustomize", ".err");
      try {
        var process =
            new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        var exit = process.waitFor();
        return new Result(exit, read(output), read(errors));
      } finally {
        Files.delete(output);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private record Result(int exit, String output, String errors) {}
}
