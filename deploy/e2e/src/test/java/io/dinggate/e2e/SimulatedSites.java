package io.dinggate.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.e2e.walk.WalkException;
import io.dinggate.platform.keys.SecretHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
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

  private static final YAMLMapper YAML = YAMLMapper.builder().build();
  private static final Duration SOON = Duration.ofMinutes(1);

  private final Stack stack;
  private final String registryBefore;
  private final List<FeedReader> readers = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** So many, with corps and apps as the sites of the stack in turn; all of them read already. */
  SimulatedSites(Stack stack, int count) {
    this.stack = stack;
    try {
      this.registryBefore = Files.readString(stack.registry());
      var registry = (ObjectNode) YAML.readTree(registryBefore);
      var sites = (ArrayNode) registry.path("sites");
      for (var number = 0; number < count; number++) {
        var like = stack.sites().get(number % stack.sites().size());
        sites.add(site(sites, like, id(number)));
        var client = new ApiClient(stack.cloud().url(), id(number), secret(id(number)));
        readers.add(new FeedReader(like, client));
      }
      write(YAML.writeValueAsString(registry));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private static ObjectNode site(ArrayNode sites, String like, String id) {
    for (var site : sites) {
      if (site.path("id").asText().equals(like)) {
        ObjectNode copy = site.deepCopy();
        copy.put("id", id).put("client-id", id).remove("public-keys");
        copy.putArray("secret-hashes").add(SecretHash.of(secret(id)));
        return copy;
      }
    }
    throw new IllegalArgumentException("no site " + like + " is registered");
  }

  private static String id(int number) {
    return "simulated-" + number;
  }

  private static String secret(String id) {
    return "secret-of-" + id;
  }

  /** Whole or not at all: the cloud may read at any moment. */
  private void write(String text) {
    try {
      var next = stack.registry().resolveSibling("registry.next");
      Files.writeString(next, text);
      Files.move(next, stack.registry(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    readers.forEach(FeedReader::stop);
    threads.close();
    write(registryBefore);
  }
}
