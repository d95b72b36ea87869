package io.dinggate.local.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.local.platform.WebhookTarget;
import io.dinggate.local.testing.PlainDatabase;
import io.dinggate.local.testing.SettableClock;
import io.dinggate.platform.Backoff;
import io.dinggate.platform.keys.Sealer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Webhooks on a real database; a client {@code erp} has an address, others do not. */
final class WebhookWorld {

  static final String SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  static final String NEXT_SECRET = "whsec_Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";
  static final WebhookTarget ERP =
      new WebhookTarget(URI.create("https://erp.test/hook"), List.of(SECRET), Set.of());

  final PlainDatabase database = PlainDatabase.create();
  final SettableClock clock = new SettableClock();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final DeliveryTable table = new DeliveryTable(database.jdbc(), clock);
  final WebhookBodies bodies =
      new WebhookBodies(new Sealer(Map.of("k1", new byte[32]), "k1"), new ObjectMapper());
  final Map<String, WebhookTarget> targets = new HashMap<>(Map.of("erp", ERP));
  final Settings config = new Settings();
  final Webhooks webhooks = new StoredWebhooks(() -> targets, table, bodies, config);
  final Backoff waits = new Backoff(config.retryFirst(), config.retryMax(), () -> 1);

  void announce(String id) {
    webhooks.announce("client:erp", id, "message.changed", "{\"id\":\"" + id + "\"}");
  }

  Delivery claim() {
    return table.claim("erp", 1, config.lease()).getFirst();
  }

  DeliveryView only() {
    var all = table.list(null, null, 10);
    if (all.size() != 1) {
      throw new IllegalStateException("not one: " + all);
    }
    return all.getFirst();
  }

  DeliveryAttempt attempt(WebhookPost post) {
    return new DeliveryAttempt(table, bodies, post, waits, clock, meters);
  }

  double count(String outcome) {
    var counter = meters.find("dinggate.webhook.attempts").tag("outcome", outcome).counter();
    return counter == null ? 0 : counter.count();
  }

  /** The configuration, with the defaults where nothing else matters. */
  static final class Settings implements WebhookConfig {

    List<String> internal = List.of();
    Optional<String> proxy = Optional.empty();
    Optional<Path> caFile = Optional.empty();
    Duration timeout = Duration.ofSeconds(15);
    int perClient = 2;

    @Override
    public Optional<List<String>> internal() {
      return Optional.of(internal);
    }

    @Override
    public Duration poll() {
      return Duration.ofMillis(5);
    }

    @Override
    public int perClient() {
      return perClient;
    }

    @Override
    public Duration connectTimeout() {
      return Duration.ofSeconds(5);
    }

    @Override
    public Duration timeout() {
      return timeout;
    }

    @Override
    public Duration lease() {
      return Duration.ofMinutes(1);
    }

    @Override
    public Duration retryFirst() {
      return Duration.ofSeconds(5);
    }

    @Override
    public Duration retryMax() {
      return Duration.ofHours(1);
    }

    @Override
    public Duration giveUpAfter() {
      return Duration.ofDays(3);
    }

    @Override
    public Duration retention() {
      return Duration.ofDays(1);
    }

    @Override
    public Duration deadRetention() {
      return Duration.ofDays(30);
    }

    @Override
    public Optional<String> proxy() {
      return proxy;
    }

    @Override
    public Optional<String> proxyUsername() {
      return proxy.map(_ -> "site");
    }

    @Override
    public Optional<String> proxyPassword() {
      return proxy.map(_ -> "secret-of-the-proxy");
    }

    @Override
    public Optional<Path> proxyPasswordFile() {
      return Optional.empty();
    }

    @Override
    public Optional<Path> caFile() {
      return caFile;
    }
  }
}
