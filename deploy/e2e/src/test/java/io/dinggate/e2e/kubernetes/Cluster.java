package io.dinggate.e2e.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;

/**
 * What somebody who follows a page puts into a cluster: a program in {@code kubectl}'s place keeps
 * the secrets that are made.
 */
final class Cluster {

  private static final Pattern BLOCK =
      Pattern.compile("^```sh\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static final String KUBECTL =
      """
      #!/bin/bash
      set -euo pipefail
      [ "${3-} ${4-} ${5-}" = "create secret generic" ] || exit 0
      secret=%s/$2/$6
      mkdir -p "$secret"
      for option in "${@:7}"; do
        source=${option#--from-file=}
        case $source in
          *=*) cp "${source#*=}" "$secret/${source%%%%=*}" ;;
          *) cp "$source"/* "$secret" ;;
        esac
      done
      """;

  private final Path directory;
  private final Path programs;

  /** An empty one that keeps its files in {@code directory}. */
  Cluster(Path directory) throws IOException {
    this.directory = directory;
    this.programs = Files.createDirectories(directory.resolve("programs"));
    var kubectl = programs.resolve("kubectl");
    Files.writeString(kubectl, KUBECTL.formatted(directory.resolve("secrets")));
    Files.setPosixFilePermissions(kubectl, PosixFilePermissions.fromString("rwx------"));
  }

  /** Runs the commands of {@code page} that are kubectl's, as they stand there. */
  void follow(Path page) throws IOException, InterruptedException {
    for (var block : BLOCK.matcher(Checkout.read(page)).results().toList()) {
      if (block.group(1).startsWith("kubectl ")) {
        run(block.group(1));
      }
    }
  }

  /** The files of a secret. */
  Path secret(String namespace, String name) {
    return directory.resolve("secrets").resolve(namespace).resolve(name);
  }

  private void run(String script) throws IOException, InterruptedException {
    var builder = new ProcessBuilder("bash", "-euc", script).redirectErrorStream(true);
    builder.environment().merge("PATH", programs + ":", (path, first) -> first + path);
    var process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(script + output);
    }
  }
}
