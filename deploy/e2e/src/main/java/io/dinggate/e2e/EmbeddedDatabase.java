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

/**
 * A PostgreSQL server without installation, for demo and tests, with everything on that makes a
 * commit durable; its data lives as long as the instance. Runs as root too, which PostgreSQL itself
 * refuses. Thread-safe.
 */
final class EmbeddedDatabase implements AutoCloseable {

  private static final String SUPERUSER = "postgres";
  private static final List<String> DURABLE =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private final EmbeddedPostgres server;
  private final Watchdog watchdog;
  private final long pid;

  private EmbeddedDatabase(EmbeddedPostgres server, Watchdog watchdog, long pid) {
    this.server = server;
    this.watchdog = watchdog;
    this.pid = pid;
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
      var server = builder(log).setDataDirectory(data).start();
      requireDurable(server);
      var pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
      return new EmbeddedDatabase(server, watchdog, Long.parseLong(pid));
    } catch (IOException | SQLException | RuntimeException | ExceptionInInitializerError e) {
      throw new StackException(
          "The embedded PostgreSQL did not start; a PostgreSQL of your own is used when"
              + " DINGGATE_DATABASE_URL, _USERNAME and _PASSWORD are set."
              + tail(log),
          e);
    }
  }

  /** Creates an empty database. */
  Database create(String name) {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new StackException("cannot create the database " + name, e);
    }
    return new Database(
        "jdbc:postgresql://localhost:" + server.getPort() + "/" + name, SUPERUSER, "");
  }

  /** Stops the server and deletes its data. */
  @Override
  public void close() {
    try {
      server.close();
      watchdog.release(pid);
    } catch (IOException e) {
      throw new StackException("cannot stop the embedded PostgreSQL", e);
    }
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
