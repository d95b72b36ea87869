package io.dinggate.local.platform;

import io.dinggate.local.platform.ClientsFileReader.ClientsFileException;
import io.dinggate.model.UserRef;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  Clients(SiteConfig config) throws IOException {
    this.file = config.clientsFile();
    var text = Files.readString(file);
    this.reading = new Reading(text, ClientsFileReader.read(text), List.of());
  }

  /** The client of that id, if there is one. */
  public Optional<ApiClient> find(String clientId) {
    return Optional.ofNullable(reading.book().clients().get(clientId));
  }

  /** Whether the user operates this site. */
  public boolean isOperator(UserRef user) {
    return reading.book().operators().contains(user);
  }

  /** What is wrong with the file since its last change; empty when it is in force. */
  List<String> faults() {
    return reading.faults();
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void reread() {
    var before = reading;
    try {
      var text = Files.readString(file);
      if (!text.equals(before.text())) {
        reading = take(text, before.book());
      }
    } catch (IOException e) {
      if (!before.text().isEmpty()) {
        LOG.errorf("cannot read %s: its last content stays in force", file);
      }
      reading = new Reading("", before.book(), List.of("cannot be read"));
    }
  }

  private Reading take(String text, ClientBook lastGood) {
    try {
      var book = ClientsFileReader.read(text);
      LOG.infof(
          "took over %s: %d clients, %d operators",
          file, book.clients().size(), book.operators().size());
      return new Reading(text, book, List.of());
    } catch (ClientsFileException e) {
      LOG.errorf("%s has faults, its last good content stays in force: %s", file, e.getMessage());
      return new Reading(text, lastGood, e.faults());
    }
  }

  /** What was read last, and what is in force because of it. */
  private record Reading(String text, ClientBook book, List<String> faults) {

    @Override
    public String toString() {
      return "Reading[" + faults + "]";
    }
  }
}
