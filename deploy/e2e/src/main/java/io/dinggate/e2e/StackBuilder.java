package io.dinggate.e2e;

import io.dinggate.sandbox.Sandbox;
import io.dinggate.sandbox.SandboxOptions;
import io.dinggate.sandbox.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a {@link Stack} is to be like. Not thread-safe. */
public final class StackBuilder {

  private final Map<String, String> cloudSettings = new LinkedHashMap<>();
  private final Map<String, String> localSettings = new LinkedHashMap<>();
  private Path home = Path.of("").toAbsolutePath();
  private @Nullable Path directory;
  private Ports ports = Ports.free();
  private List<String> sites = List.of(Stack.EAST);
  private @Nullable Images images;
  private UnaryOperator<World> world = UnaryOperator.identity();
  private UnaryOperator<SandboxOptions> sandbox = UnaryOperator.identity();

  /** Tests count calls: who wants the sites to read directories says so by {@link #directories}. */
  StackBuilder() {
    localSettings.put("dinggate.directory.enabled", "false");
  }

  /**
   * The root of the checkout, where the packaged services are; by default the working directory.
   */
  public StackBuilder home(Path changed) {
    home = changed.toAbsolutePath();
    return this;
  }

  /**
   * Where keys, configuration, logs and the cloud's database go; everything in it but the keys is
   * new at each start, and stays at the end. By default a temporary directory that goes with the
   * stack.
   */
  public StackBuilder directory(Path changed) {
    directory = changed.toAbsolutePath();
    return this;
  }

  /** By default free ones. */
  public StackBuilder ports(Ports changed) {
    ports = changed;
    return this;
  }

  /** Starts the site north too. */
  public StackBuilder twoSites() {
    sites = List.of(Stack.EAST, Stack.NORTH);
    return this;
  }

  /** Runs the services in containers; by default they are processes. */
  public StackBuilder images(Images changed) {
    images = changed;
    return this;
  }

  /** Has every site read the directories of its corps, as it does outside of tests. */
  public StackBuilder directories() {
    return localSetting("dinggate.directory.enabled", "true");
  }

  /** Changes the demo world before anything starts. */
  public StackBuilder world(UnaryOperator<World> change) {
    world = change;
    return this;
  }

  /** Changes how the sandbox is started. */
  public StackBuilder sandbox(UnaryOperator<SandboxOptions> change) {
    sandbox = change;
    return this;
  }

  /** One more setting of the cloud-service, or another value for one. */
  public StackBuilder cloudSetting(String key, String value) {
    cloudSettings.put(key, value);
    return this;
  }

  /** One more setting of every local-service, or another value for one. */
  public StackBuilder localSetting(String key, String value) {
    localSettings.put(key, value);
    return this;
  }

  /**
   * Starts everything and waits until it is ready.
   *
   * @throws StackException saying what could not be started and why; the rest is ended again
   */
  public Stack start() {
    var parts = new Parts();
    try {
      return start(parts);
    } catch (IOException e) {
      parts.close();
      throw new UncheckedIOException("cannot start the stack", e);
    } catch (RuntimeException | Error e) {
      parts.close();
      throw e;
    }
  }

  private Stack start(Parts parts) throws IOException {
    ports.requireFree(Ports.used(sites));
    var layout = new Layout(home, directory(parts));
    parts.add(lock(layout.lock()));
    layout.clear();
    var watchdog = parts.add(new Watchdog(layout.processes()));
    var databases = new LinkedHashMap<String, Database>();
    var server = databases(databases, parts, layout, watchdog);
    var played = parts.add(Sandbox.start(sandboxOptions()));
    var programs = new Programs(layout, ports, played, images);
    var cloud = parts.add(new Service(programs.cloud(sites, cloudSettings), watchdog));
    var locals = new LinkedHashMap<String, Service>();
    for (var database : databases.entrySet()) {
      var program = programs.local(database.getKey(), database.getValue(), localSettings);
      locals.put(database.getKey(), parts.add(new Service(program, watchdog)));
    }
    cloud.start();
    locals.values().forEach(Service::start);
    cloud.awaitReady();
    locals.values().forEach(Service::awaitReady);
    return new Stack(parts, layout, watchdog, played, cloud, locals, databases, server);
  }

  private Path directory(Parts parts) throws IOException {
    if (directory != null) {
      return Files.createDirectories(directory);
    }
    var own = Directories.temporary();
    parts.add(() -> Directories.delete(own));
    return own;
  }

  private static AutoCloseable lock(Path file) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw new StackException(
          "Another stack works in " + file.getParent() + ": end it, or use another directory.");
    }
    return channel;
  }

  /** Puts one in for each site; the server that was started for them, if one was. */
  private @Nullable EmbeddedDatabase databases(
      Map<String, Database> databases, Parts parts, Layout layout, Watchdog watchdog) {
    Database.ofEnvironment(System.getenv()).ifPresent(given -> databases.put(Stack.EAST, given));
    if (databases.keySet().containsAll(sites)) {
      return null;
    }
    var server = parts.add(EmbeddedDatabase.start(layout.log("postgres"), watchdog));
    sites.forEach(site -> databases.computeIfAbsent(site, _ -> server.create("site_" + site)));
    return server;
  }

  private SandboxOptions sandboxOptions() {
    var played = DemoWorld.at(ports.cloud(), world.apply(World.load()));
    return sandbox.apply(
        SandboxOptions.defaults()
            .withWorld(played)
            .withPorts(
                ports.of(Listener.SANDBOX_LOGIN),
                ports.of(Listener.SANDBOX_OAPI),
                ports.of(Listener.SANDBOX_API)));
  }
}
