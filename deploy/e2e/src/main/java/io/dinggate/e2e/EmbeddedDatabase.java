package io.dinggate.e2e;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL server without installation, for demo and tests, with everything on that makes a
 * commit durable; its data lives as long as the instance, and outlives a kill. Runs as root too,
 * which PostgreSQL itself refuses. Thread-safe.
 */
final class EmbeddedDatabase implements AutoCloseable {

  private static final String SUPERUSER = "postgres";
  private static final List<String> DURABLE =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private final Path data;
  private final Path log;
  private final Watchdog watchdog;
  private EmbeddedPostgres server;
  private long pid;

  private EmbeddedDatabase(Path data, Path log, Watchdog watchdog, EmbeddedPostgres server)
      throws IOException {
    this.data = data;
    this.log = log;
    this.watchdog = watchdog;
    this.server = server;
    this.pid = pid(data);
    watchdog.guard(pid);
  }

  /**
   * Starts a server on a free port.
   *
   * @param log gets what the server and its tools write
   * @throws StackException with the log when it does not start
   */
  static EmbeddedDatabase start(Path log, Watchdog watchdog) {
    try {
      // The library keeps its programs in a directory that all users of the machine share, and
      // lets everybody write to it: ours stands inside one that nobody else can enter.
      var own = Files.createDirectories(ownDirectory().resolve("programs"));
      System.setProperty("ot.epg.working-dir", own.toString());
      var data = Files.createTempDirectory(own, "data");
      var server = builder(log).setDataDirectory(data).setPort(Ports.anyFree()).start();
      requireDurable(server);
      return new EmbeddedDatabase(data, log, watchdog, server);
    } catch (IOException | SQLException | RuntimeException | ExceptionInInitializerError e) {
      throw new StackException(
          "The embedded PostgreSQL did not start; a PostgreSQL of your own is used when"
              + " DINGGATE_DATABASE_URL, _USERNAME and _PASSWORD are set."
              + tail(log),
          e);
    }
  }

  /** Creates an empty database. */
  synchronized Database create(String name) {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new StackException("cannot create the database " + name, e);
    }
    return new Database(
        "jdbc:postgresql://localhost:" + server.getPort() + "/" + name, SUPERUSER, "");
  }

  /** Kills the server with SIGKILL, its workers too; returns when all of them are gone. */
  synchronized void kill9() {
    var postmaster = ProcessHandle.of(pid);
    var processes =
        Stream.concat(postmaster.stream(), postmaster.stream().flatMap(ProcessHandle::descendants))
            .toList();
    processes.forEach(ProcessHandle::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
    watchdog.release(pid);
  }

  /**
   * Starts the server again after {@link #kill9}, on the same port and with what it had stored.
   *
   * @throws StackException with the log when it does not start
   */
  synchronized void restart() {
    var port = server.getPort();
    try {
      server.close(); // of the killed one only a lock is left
      server = builder(log).setDataDirectory(data).setPort(port).start();
      pid = pid(data);
      watchdog.guard(pid);
    } catch (IOException | RuntimeException e) {
      throw new StackException("the embedded PostgreSQL did not start again." + tail(log), e);
    }
  }

  /** Stops the server and deletes its data. */
  @Override
  public synchronized void close() {
    try {
      server.close();
      watchdog.release(pid);
      Directories.delete(data);
    } catch (IOException e) {
      throw new StackException("cannot stop the embedded PostgreSQL", e);
    }
  }

  private static long pid(Path data) throws IOException {
    return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
  }

  private static EmbeddedPostgres.Builder builder(Path log) {
    var output = ProcessBuilder.Redirect.appendTo(log.toFile());
    var builder =
        EmbeddedPostgres.builder()
            .setLocaleConfig("locale", "C")
            .setLocaleConfig("locale-provider", "builtin")
            .setLocaleConfig("builtin-locale", "C.UTF-8")
            .setOutputRedirector(output)
            .setErrorRedirector(output)
            .setRegisterShutdownHook(false)
            .setCleanDataDirectory(false)
            .setPGStartupWait(Duration.ofSeconds(60));
    DURABLE.forEach(setting -> builder.setServerConfig(setting, "on"));
    return builder;
  }

  private static void requireDurable(EmbeddedPostgres server) throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      for (var setting : DURABLE) {
        try (var value = statement.executeQuery("show " + setting)) {
          if (!value.next() || !value.getString(1).equals("on")) {
            throw new StackException("the embedded PostgreSQL runs without " + setting);
          }
        }
      }
    }
  }

  /**
   * A directory that only this user can enter; the same one at every start, unless somebody else
   * took its name.
   */
  private static Path ownDirectory() throws IOException {
    var temporary = Path.of(System.getProperty("java.io.tmpdir"));
    var fresh = Files.createTempDirectory(temporary, "dinggate-"); // rwx------ by contract
    var own = temporary.resolve("dinggate-" + System.getProperty("user.name"));
    try {
      Files.move(fresh, own); // fails when it exists
      return own;
    } catch (FileAlreadyExistsException e) {
      if (!isPrivateLike(own, fresh)) {
        return fresh;
      }
      Files.delete(fresh);
      return own;
    }
  }

  private static boolean isPrivateLike(Path directory, Path fresh) throws IOException {
    var found = attributes(directory);
    var wanted = attributes(fresh);
    return found.isDirectory()
        && found.owner().equals(wanted.owner())
        && found.permissions().equals(wanted.permissions());
  }

  private static PosixFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static String tail(Path log) {
    try {
      return System.lineSeparator() + Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
