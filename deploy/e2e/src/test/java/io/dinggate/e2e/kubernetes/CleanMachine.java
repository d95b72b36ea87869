package io.dinggate.e2e.kubernetes;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * This machine as if nothing of ours were installed, for one script of root's: what it writes to
 * {@code /etc}, {@code /opt} and {@code /var/lib} is gone afterwards. Services that it starts go on
 * until {@link #close}. In place of systemd, PostgreSQL's client and a build stand programs that do
 * what the page expects of them.
 */
final class CleanMachine implements AutoCloseable {

  private static final String ROOM =
      """
      set -euo pipefail
      mount --make-rprivate /
      layers=$(mktemp -d)
      mount -t tmpfs tmpfs "$layers"
      for directory in etc opt var/lib; do
        layer=$layers/${directory//\\//-}
        mkdir -p "$layer/upper" "$layer/work"
        mount -t overlay overlay \
          -o "lowerdir=/$directory,upperdir=$layer/upper,workdir=$layer/work" "/$directory"
      done
      """;

  /** Knows what our units use of systemd. */
  private static final String SYSTEMCTL =
      """
      #!/bin/bash
      set -euo pipefail
      name=${*: -1}
      case $* in
        daemon-reload) exit ;;
        "stop $name")
          process=$(cat "$MACHINE/$name.pid")
          kill "$process"
          while grep -qs '^State:[[:space:]]*[^Z]' "/proc/$process/status"; do sleep 0.2; done
          exit
          ;;
        "start $name" | "enable --now $name") ;;
        *) exit 1 ;;
      esac
      unit=/etc/systemd/system/$name.service
      value() { sed -n "s/^$1=//p" "$unit"; }
      state=$(value StateDirectory)
      [ -z "$state" ] || install -d -m "$(value StateDirectoryMode)" -o "$(value User)" "/var/lib/$state"
      mapfile -t environment < <(cat "$(value EnvironmentFile)" "$MACHINE/$name.more" 2>/dev/null)
      cd "$(value WorkingDirectory)"
      setsid env -i "${environment[@]}" setpriv --reuid="$(value User)" --regid="$(value Group)" \
        --clear-groups --no-new-privs $(value ExecStart) >>"$MACHINE/$name.log" 2>&1 </dev/null &
      echo $! >"$MACHINE/$name.pid"
      """;

  private static final String RUNUSER =
      """
      #!/bin/bash
      set -euo pipefail
      [ "$2 $4" = "postgres psql" ] || exec /usr/sbin/runuser "$@"
      exec "$JAVA_HOME/bin/java" -cp "$SQL_CLASSES" io.dinggate.e2e.kubernetes.RunSql "$SQL_URL"
      """;

  /** The build that runs this test has packaged everything. */
  private static final String MVN =
      "#!/bin/bash\n[ -f cloud-service/target/quarkus-app/quarkus-run.jar ]\n";

  private final Path directory;
  private final Map<String, String> environment;

  /**
   * Prepares the machine.
   *
   * @param directory keeps logs and process ids
   * @param sqlUrl the superuser's connection to a PostgreSQL
   */
  CleanMachine(Path directory, String sqlUrl) throws IOException {
    this.directory = directory;
    var programs = Files.createDirectories(directory.resolve("programs"));
    program(programs.resolve("systemctl"), SYSTEMCTL);
    program(programs.resolve("runuser"), RUNUSER);
    program(programs.resolve("mvn"), MVN);
    environment =
        Map.of(
            "PATH", programs + ":/usr/sbin:/usr/bin:/sbin:/bin",
            "JAVA_HOME", System.getProperty("java.home"),
            "MACHINE", directory.toString(),
            "SQL_URL", sqlUrl,
            "SQL_CLASSES", sqlClasses());
  }

  /** Gives a unit further settings: those that depend on what is around the machine. */
  void settings(String unit, Map<String, String> more) throws IOException {
    var lines =
        more.entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
            .collect(Collectors.joining());
    Files.writeString(directory.resolve(unit + ".more"), lines);
  }

  /** Runs a script of root's to its end; what it printed goes to the log {@code script}. */
  int run(String script) throws IOException, InterruptedException {
    var builder = new ProcessBuilder("unshare", "--mount", "bash", "-c", ROOM + script);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.directory(directory.toFile()).redirectErrorStream(true);
    return builder.redirectOutput(directory.resolve("script.log").toFile()).start().waitFor();
  }

  /** What was written to a log: {@code script}, or the name of a unit. */
  String log(String name) {
    return Checkout.read(directory.resolve(name + ".log"));
  }

  /** All logs, for a person to find out what went wrong. */
  String logs() {
    return Checkout.below(directory).stream()
        .filter(file -> file.toString().endsWith(".log"))
        .map(file -> "--- " + file.getFileName() + "\n" + Checkout.read(file))
        .collect(Collectors.joining("\n"));
  }

  /** Asks every service to end; whether all have within the time. */
  boolean endsAll(long seconds) {
    var running = running();
    running.forEach(ProcessHandle::destroy);
    return running.stream().allMatch(process -> ended(process, seconds));
  }

  @Override
  public void close() {
    running().forEach(ProcessHandle::destroyForcibly);
  }

  private List<ProcessHandle> running() {
    return Checkout.below(directory).stream()
        .filter(file -> file.toString().endsWith(".pid"))
        .flatMap(file -> ProcessHandle.of(Long.parseLong(Checkout.read(file).strip())).stream())
        .toList();
  }

  private static boolean ended(ProcessHandle process, long seconds) {
    try {
      process.onExit().get(seconds, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void program(Path file, String script) throws IOException {
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String sqlClasses() {
    try {
      var own = RunSql.class.getProtectionDomain().getCodeSource().getLocation();
      var driver = DriverManager.getDriver("jdbc:postgresql:").getClass();
      var drivers = driver.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(own.toURI()) + ":" + Path.of(drivers.toURI());
    } catch (URISyntaxException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
