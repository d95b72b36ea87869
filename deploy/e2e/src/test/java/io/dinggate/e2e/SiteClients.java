package io.dinggate.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.platform.keys.SecretHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * The clients file of a site, changed by its operator while the site runs. Each change is waited
 * for until it is in force. {@link #close} puts back what stood there before.
 */
final class SiteClients implements AutoCloseable {

  private static final YAMLMapper YAML = YAMLMapper.builder().build();
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Service site;
  private final Path file;
  private final String before;
  private final ObjectNode book;

  SiteClients(Service site) {
    this.site = site;
    this.file = Path.of(site.settings().get("dinggate.clients-file"));
    this.before = text();
    this.book = read();
  }

  /** A new program; calls with a token of its own. */
  ApiClient add(String id, String... scopes) {
    return add(id, List.of(scopes));
  }

  /** A new program that is told of its messages. */
  ApiClient add(String id, URI webhook, List<String> secrets) {
    var client = addQuietly(id, List.of("messages:send", "messages:read"));
    addWebhook(client, webhook, secrets);
    return inForce(id);
  }

  /** Changes the secrets of a program's webhook. */
  void changeSecrets(String id, List<String> secrets) {
    for (var client : book.withArray("clients")) {
      if (client.path("id").asText().equals(id)) {
        addWebhook((ObjectNode) client, URI.create(client.at("/webhook/url").asText()), secrets);
      }
    }
    awaitInForce();
  }

  /** Writes a text that the site will not take over; the next change replaces it. */
  void writeFaulty(String text) {
    write(text);
  }

  /** What the file says now. */
  String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program, with a token that it got just now. */
  private ApiClient inForce(String id) {
    awaitInForce();
    var client = new ApiClient(site.url(), id, secret(id));
    client.authenticate();
    return client;
  }

  private ApiClient add(String id, List<String> scopes) {
    addQuietly(id, scopes);
    return inForce(id);
  }

  private ObjectNode addQuietly(String id, List<String> scopes) {
    var client = book.withArray("clients").addObject().put("id", id);
    client.putArray("secret-hashes").add(SecretHash.of(secret(id)));
    scopes.forEach(client.putArray("scopes")::add);
    return client;
  }

  private static void addWebhook(ObjectNode client, URI url, List<String> secrets) {
    var webhook = client.putObject("webhook").put("url", url.toString());
    secrets.forEach(webhook.putArray("secrets")::add);
  }

  /**
   * A client that was never there before may come in only with everything that stands beside it.
   */
  private void awaitInForce() {
    var marker = "marker-" + UUID.randomUUID();
    var clients = book.withArray("clients");
    addQuietly(marker, List.of("messages:read"));
    try {
      write(YAML.writeValueAsString(book));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    clients.remove(clients.size() - 1);
    await()
        .atMost(SOON)
        .pollInterval(LOOK_EVERY)
        .until(
            () -> new ApiClient(site.url(), marker, secret(marker)).askForToken().status() == 200);
  }

  /** Whole or not at all: the site may read at any moment. */
  private void write(String text) {
    try {
      var next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, text);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode read() {
    try {
      return (ObjectNode) YAML.readTree(before);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String secret(String id) {
    return "secret-of-" + id;
  }

  @Override
  public void close() {
    write(before);
  }
}
