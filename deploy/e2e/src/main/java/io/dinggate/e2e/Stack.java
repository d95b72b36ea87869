package io.dinggate.e2e;

import io.dinggate.sandbox.Sandbox;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * All of DingGate on this machine: an embedded PostgreSQL, the sandbox, the cloud-service and one
 * or two local-services, the services as processes of their own, run from their packaged jars.
 * Everything ends with {@link #close()}, with this JVM's shutdown, and with its sudden death.
 */
public final class Stack implements AutoCloseable {

  /** The first site of the demo world; always there. */
  public static final String EAST = "east";

  /** The second site of the demo world. */
  public static final String NORTH = "north";

  private final Parts parts;
  private final Layout layout;
  private final Watchdog watchdog;
  private final Sandbox sandbox;
  private final Service cloud;
  private final SequencedMap<String, Service> locals;
  private final Map<String, Database> databases;
  private final @Nullable EmbeddedDatabase databaseServer;

  Stack(
      Parts parts,
      Layout layout,
      Watchdog watchdog,
      Sandbox sandbox,
      Service cloud,
      SequencedMap<String, Service> locals,
      Map<String, Database> databases,
      @Nullable EmbeddedDatabase databaseServer) {
    this.parts = parts;
    this.layout = layout;
    this.watchdog = watchdog;
    this.sandbox = sandbox;
    this.cloud = cloud;
    this.locals = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(locals));
    this.databases = Map.copyOf(databases);
    this.databaseServer = databaseServer;
  }

  /** A stack of one site on free ports, in a directory of its own that goes with it. */
  public static StackBuilder builder() {
    return new StackBuilder();
  }

  /** DingTalk, as everybody in this stack sees it. */
  public Sandbox sandbox() {
    return sandbox;
  }

  public Service cloud() {
    return cloud;
  }

  /** The local-service of the site, {@link #EAST} or {@link #NORTH}. */
  public Service local(String site) {
    return of(locals, site);
  }

  /**
   * One more service in this stack, not started yet; it ends with the stack.
   *
   * @param name for messages to people
   * @param url where its callers find it
   * @param management where its health and metrics are
   */
  public Service service(String name, Launch launch, URI url, URI management) {
    return parts.add(new Service(new Program(name, launch, url, management), watchdog));
  }

  /** The sites of this stack, {@link #EAST} first. */
  public List<String> sites() {
    return List.copyOf(locals.sequencedKeySet());
  }

  /** The database of the site's local-service. */
  public Database database(String site) {
    return of(databases, site);
  }

  /** Whether PostgreSQL is this stack's own, which can be killed. */
  public boolean ownsDatabaseServer() {
    return databaseServer != null;
  }

  /** Kills PostgreSQL with SIGKILL, with all databases of this stack. */
  public void killDatabaseServer9() {
    ownDatabaseServer().kill9();
  }

  /** Starts the PostgreSQL that was killed again, on the same port and data. */
  public void restartDatabaseServer() {
    ownDatabaseServer().restart();
  }

  private EmbeddedDatabase ownDatabaseServer() {
    if (databaseServer == null) {
      throw new StackException("this stack uses a PostgreSQL that was given to it");
    }
    return databaseServer;
  }

  /** Where the cloud-service has its database. */
  public Path cloudData() {
    return layout.cloudData();
  }

  /** What everything in this stack works in. */
  public Path directory() {
    return layout.directory();
  }

  /** The cloud-service's registry file. */
  public Path registry() {
    return layout.registry();
  }

  /** Where everything has written its log. */
  public Path logs() {
    return layout.logs();
  }

  /**
   * Ends everything.
   *
   * @throws AssertionError when the services sent DingTalk requests that the sandbox does not know
   */
  @Override
  public void close() {
    parts.close();
  }

  private static <T> T of(Map<String, T> bySite, String site) {
    var found = bySite.get(site);
    if (found == null) {
      throw new IllegalArgumentException("this stack has no site " + site);
    }
    return found;
  }
}
