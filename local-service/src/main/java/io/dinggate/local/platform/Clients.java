package io.dinggate.local.platform;

import io.dinggate.local.platform.ClientsFileReader.ClientsFileException;
import io.dinggate.model.UserRef;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The API clients and operators of the site, as the clients file says at this moment. A changed
 * file is taken over as a whole within seconds; one with a fault changes nothing and turns the
 * health answer to a warning. Thread-safe.
 */
@Singleton
public class Clients {

  private static final Logger LOG = Logger.getLogger(Clients.class);

  private final Path file;
  private volatile Reading reading;

  Clients(SiteConfig config) {
    this.file = config.clientsFile();
    this.reading = new Reading(ClientsFileReader.read(file), List.of());
  }

  void watch(@Observes StartupEvent event, Scheduler scheduler, ClientsConfig config) {
    scheduler
        .newJob("clients-file")
        .setInterval(config.checkEvery().toString())
        .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
        .setTask(_ -> reread())
        .schedule();
  }

  /** The client of that id, if there is one. */
  public Optional<ApiClient> find(String clientId) {
    return Optional.ofNullable(reading.book().clients().get(clientId));
  }

  /** The clients that want to be told what happens, each with its address. */
  public Map<String, WebhookTarget> webhooks() {
    var webhooks = new HashMap<String, WebhookTarget>();
    reading
        .book()
        .clients()
        .forEach(
            (id, client) -> {
              if (client.webhook() != null) {
                webhooks.put(id, client.webhook());
              }
            });
    return webhooks;
  }

  /** Whether the user operates this site. */
  public boolean isOperator(UserRef user) {
    return reading.book().operators().contains(user);
  }

  /** What is wrong with the file since its last change; empty when it is in force. */
  List<String> faults() {
    return reading.faults();
  }

  void reread() {
    var before = reading;
    try {
      var book = ClientsFileReader.read(file);
      if (!book.equals(before.book()) || !before.faults().isEmpty()) {
        reading = new Reading(book, List.of());
        LOG.infof(
            "took over %s: %d clients, %d operators",
            file, book.clients().size(), book.operators().size());
      }
    } catch (ClientsFileException e) {
      if (!e.faults().equals(before.faults())) {
        reading = new Reading(before.book(), e.faults());
        LOG.errorf("%s has faults, what it said before stays in force: %s", file, e.getMessage());
      }
    }
  }

  /**
   * What is in force, and why it is not what stands in the file.
   *
   * @param book the last one without a fault
   * @param faults of the file as it is; empty when the book is what it says
   */
  private record Reading(ClientBook book, List<String> faults) {}
}
