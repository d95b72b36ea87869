package io.dinggate.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the files of a stack are.
 *
 * @param home the root of the checkout
 * @param directory what the stack itself writes
 */
record Layout(Path home, Path directory) {

  /** The packaged service, {@code cloud-service} or {@code local-service}. */
  Path jar(String module) {
    var jar = home.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new StackException(jar + " is missing: build it with mvn package first");
    }
    return jar;
  }

  /** The keys of a service; they outlive a stack, so that a database may. */
  Path keys(String service) {
    return keys().resolve(service);
  }

  /** The keys of all services, a directory each. */
  Path keys() {
    return directory.resolve("keys");
  }

  Path config() {
    return directory.resolve("config");
  }

  Path registry() {
    return config().resolve("registry.yaml");
  }

  Path logs() {
    return directory.resolve("logs");
  }

  Path log(String name) {
    return logs().resolve(name + ".log");
  }

  Path cloudData() {
    return directory.resolve("cloud-data");
  }

  /** Held by the stack that works in the directory, so that a second one keeps out. */
  Path lock() {
    return directory.resolve("lock");
  }

  Path processes() {
    return directory.resolve("processes");
  }

  /** Removes what an earlier stack left, except for the keys. */
  void clear() throws IOException {
    Directories.delete(config());
    Directories.delete(logs());
    Directories.delete(cloudData());
    Files.createDirectories(config());
    Files.createDirectories(logs());
    Files.createDirectories(cloudData());
  }
}
