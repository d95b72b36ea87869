package io.dinggate.cloud.testing;

import io.dinggate.platform.keys.InitCommand;
import io.dinggate.sandbox.Sandbox;
import io.dinggate.sandbox.SandboxOptions;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/**
 * What a cloud-service needs around it: the sandbox, keys, an empty data directory, and a registry
 * with the sandbox's world. A test class gets the sandbox into a field of type {@link Sandbox}, and
 * the world itself into one of type {@link CloudWorld}.
 */
public final class CloudWorld implements QuarkusTestResourceLifecycleManager {

  /** Where people reach the cloud as far as it knows; the port differs from the test's. */
  public static final String PUBLIC_URL = "http://localhost:8080";

  private static volatile CloudWorld running;

  private Sandbox sandbox;
  private Path directory;

  @Override
  public Map<String, String> start() {
    try {
      directory = Files.createTempDirectory("cloud-world");
      sandbox = Sandbox.start(SandboxOptions.defaults());
      new CommandLine(new InitCommand())
          .setOut(new PrintWriter(Writer.nullWriter()))
          .execute("--keys-dir", keysDir().toString());
      Files.writeString(registryFile(), RegistryYaml.of(sandbox.world()));
      running = this;
      return settings();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> settings() {
    var settings = new HashMap<String, String>();
    settings.put("dinggate.public-url", PUBLIC_URL);
    settings.put("dinggate.registry-file", registryFile().toString());
    settings.put("dinggate.keys-dir", keysDir().toString());
    settings.put("dinggate.data-dir", directory.toString());
    settings.put("dinggate.dingtalk.login-url", sandbox.loginUrl().toString());
    settings.put("dinggate.dingtalk.oapi-url", sandbox.oapiUrl().toString());
    settings.put("dinggate.dingtalk.api-url", sandbox.apiUrl().toString());
    // A test that shows the ban page must not silence the tests after it.
    settings.put("dinggate.dingtalk.ban-pause", "PT0S");
    // Tests count calls, and move the clock.
    settings.put("dinggate.event.pull-lost-every", "PT0S");
    return settings;
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(sandbox, new TestInjector.MatchesType(Sandbox.class));
    injector.injectIntoFields(this, new TestInjector.MatchesType(CloudWorld.class));
  }

  @Override
  public void stop() {
    if (running == this) {
      running = null;
    }
    try (var files = directory == null ? null : Files.walk(directory)) {
      if (sandbox != null) {
        sandbox.close();
      }
      if (files != null) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sandbox of the tests that run now; empty when they have none. */
  static Optional<Sandbox> runningSandbox() {
    var world = running;
    return world == null ? Optional.empty() : Optional.of(world.sandbox);
  }

  /** The registry file; a test that changes it puts it back. */
  public Path registryFile() {
    return directory.resolve("registry.yaml");
  }

  /** The keys directory. */
  public Path keysDir() {
    return directory.resolve("keys");
  }

  /** The database file, for looking at what is on the disk. */
  public Path database() {
    return directory.resolve("cloud.db");
  }
}
