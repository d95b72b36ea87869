package io.dinggate.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.platform.start.Preflight;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers and durations with which the service would do harm, or nothing at all. */
class BoundsTest {

  @Test
  void defaultsAreFine() {
    assertThat(faults(Map.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "message.retention, PT0S",
    "message.retention, -P1D",
    "message.forward.lease, PT23S",
    "message.forward.workers, 0",
    "message.forward.batch, 101",
    "message.forward.retry-max, PT0.5S",
    "message.forward.give-up-after, PT0S",
    "message.events.per-caller, 0",
    "message.events.heartbeat, PT0S",
    "clients.check-every, PT0.5S",
    "cloud.upload-timeout, P1D",
    "cloud.read-timeout, PT0S",
    "cloud.read-timeout, PT0.0001S",
    "cloud.read-timeout, P1D",
    "cloud.connect-timeout, PT0S",
    "cloud.circuit.window, 0",
    "cloud.circuit.failure-ratio, 50",
    "cloud.circuit.failure-ratio, -1",
    "cloud.circuit.delay, PT0S",
    "session.max-age, P30000D",
    "session.max-age, PT0.5S",
    "session.idle, PT0S",
    "session.offline-max, PT4M59S",
    "login.lifetime, PT0S",
    "login.max-open, 0",
    "login.max-open-per-address, 0",
    "login.attempts-per-address, 0",
    "token.lifetime, PT0S",
    "request.token-lifetime, PT5M1S",
    "request.token-lifetime, PT0.5S",
    "request.max-open, 0",
    "request.retention, PT1H",
    "user.fresh-for, -PT1S",
    "directory.attempts, 0",
    "directory.lease, PT23S",
    "directory.retry-first, PT6M",
    "directory.spread, P1D",
    "directory.poll, PT0S",
    "binding.fresh-login, PT0S",
    "binding.invitation.lifetime, PT0S",
    "binding.invitation.lifetime-at-most, PT1H",
    "http.port, 65536",
    "management.port, -1"
  })
  void whatCannotWorkIsRefused(String key, String value) {
    assertThat(faults(Map.of("dinggate." + key, value))).contains("dinggate." + key);
  }

  @ParameterizedTest
  @CsvSource({
    "message.forward.lease, PT24S",
    "message.forward.retry-max, PT1S",
    "cloud.circuit.failure-ratio, 1",
    "session.max-age, P18250D",
    "session.offline-max, PT5M",
    "login.attempts-per-address, 1",
    "user.fresh-for, PT0S",
    "directory.lease, PT24S",
    "directory.spread, PT0S",
    "http.port, 0",
    "cloud.read-timeout, 30s"
  })
  void whatCanWorkIsTaken(String key, String value) {
    assertThat(faults(Map.of("dinggate." + key, value))).isEmpty();
  }

  /** Keys with a fault; those that are missing are no matter here. */
  private static List<String> faults(Map<String, String> settings) {
    return new Preflight(LocalMain.MAPPINGS, List.of())
            .faults(
                () ->
                    ConfigUtils.emptyConfigBuilder()
                        .withSources(new PropertiesConfigSource(settings, "test", 300)),
                Set.of())
            .stream()
            .filter(fault -> !fault.message().equals("is missing"))
            .map(fault -> fault.key())
            .toList();
  }
}
