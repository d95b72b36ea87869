package io.dinggate.e2e.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code deploy/new-site} in a copy of the checkout's files, with options that would do. */
final class NewSite {

  private final Path home;
  private final Map<String, String> options = new LinkedHashMap<>();
  private String name = "west";

  /** Copies what the script needs below {@code home}. */
  NewSite(Path home) throws IOException {
    this.home = home;
    for (var part : List.of("new-site", "lib.sh", "kubernetes")) {
      copy(Checkout.root().resolve("deploy").resolve(part));
    }
    options.put("public-url", "https://dinggate.west.example.com");
    options.put("cloud-url", "https://dinggate.example.com");
    options.put("cloud-cidr", "203.0.113.10/32");
    options.put("database-url", "jdbc:postgresql://postgresql.west.example.com:5433/dinggate");
    options.put("database-cidr", "10.3.0.5/32");
    options.put("corp", "dingexamplewest0001");
    options.put("login-app", "suite-main");
    options.put("message-app", "west-hr");
    options.put("out", home.resolveSibling("out").toString());
    options.put("trusted-proxies", "10.244.0.0/16");
    options.put("jar", jar().toString());
  }

  /** The packaged local-service of this checkout, whose {@code init} makes the keys. */
  static Path jar() {
    return Checkout.root().resolve("local-service/target/quarkus-app/quarkus-run.jar");
  }

  NewSite named(String changed) {
    name = changed;
    return this;
  }

  /** With another value for an option; null leaves it out. */
  NewSite with(String option, String value) {
    if (value == null) {
      options.remove(option);
    } else {
      options.put(option, value);
    }
    return this;
  }

  /** Where the script puts secrets. */
  Path out() {
    return Path.of(options.get("out"));
  }

  /** Where it puts overlays. */
  Path sites() {
    return home.resolve("deploy/kubernetes/sites");
  }

  /** Runs the script to its end. */
  Ended run() throws IOException {
    var command = new ArrayList<>(List.of(home.resolve("deploy/new-site").toString()));
    if (!name.isEmpty()) {
      command.add(name);
    }
    options.forEach((option, value) -> command.addAll(List.of("--" + option, value)));
    return run(command);
  }

  private static Ended run(List<String> command) throws IOException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Ended(process.waitFor(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void copy(Path part) throws IOException {
    var base = Checkout.root();
    try (var files = Files.walk(part)) {
      for (var file : files.toList()) {
        var target = home.resolve(base.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (!Files.isDirectory(file)) {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  /**
   * A script that has run to its end.
   *
   * @param exit its exit code
   * @param output everything it printed
   */
  record Ended(int exit, String output) {}
}
