package io.dinggate.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.e2e.walk.WalkException;
import io.dinggate.platform.keys.SecretHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Sites that are registered at the cloud while it runs, and of which there is nothing but a reader
 * of the feed. {@link #close} has them registered no more.
 */
final class SimulatedSites implements AutoCloseable {

  private static final Duration SOON = Duration.ofMinutes(1);

  private final RegistryEdits registry;
  private final String registryBefore;
  private final List<FeedReader> readers = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** So many, with corps and apps as the sites of the stack in turn; all of them read already. */
  SimulatedSites(Stack stack, int count) {
    this.registry = new RegistryEdits(stack);
    this.registryBefore = registry.text();
    registry.changeSites(
        sites -> {
          for (var number = 0; number < count; number++) {
            var like = stack.sites().get(number % stack.sites().size());
            sites.add(site(RegistryEdits.siteOf(sites, like), id(number)));
            var client = new ApiClient(stack.cloud().url(), id(number), secret(id(number)));
            readers.add(new FeedReader(like, client));
          }
        });
    for (var reader : readers) {
      await()
          .atMost(SOON)
          .ignoreExceptionsInstanceOf(WalkException.class)
          .until(() -> reader.authenticate());
      threads.execute(reader::readUntilStopped);
    }
  }

  /** Those that are like a site of the stack. */
  List<FeedReader> like(String site) {
    return readers.stream().filter(reader -> reader.like().equals(site)).toList();
  }

  private static ObjectNode site(ObjectNode like, String id) {
    var copy = like.deepCopy();
    copy.put("id", id).put("client-id", id).remove("public-keys");
    copy.putArray("secret-hashes").add(SecretHash.of(secret(id)));
    return copy;
  }

  private static String id(int number) {
    return "simulated-" + number;
  }

  private static String secret(String id) {
    return "secret-of-" + id;
  }

  @Override
  public void close() {
    readers.forEach(FeedReader::stop);
    threads.close();
    registry.write(registryBefore);
  }
}
