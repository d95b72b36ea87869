package io.dinggate.cloud;

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
    "app.refresh-pause, PT0S",
    "audit.entries-per-minute, 0",
    "audit.retention, PT0S",
    "dingtalk.connect-timeout, PT0S",
    "dingtalk.read-timeout, PT0S",
    "dingtalk.call-timeout, P1D",
    "dingtalk.ban-pause, PT0S",
    "directory.calls-per-second, 0",
    "event.attempts, 0",
    "event.timestamp-window, PT59M",
    "event.retention, PT48H",
    "event.retry-first, PT0S",
    "event.purge-every, PT0.5S",
    "login.open-per-site, 0",
    "login.redeem, PT0S",
    "message.people-per-task, 0",
    "message.people-per-task, 1001",
    "message.lease, PT18S",
    "message.concurrency, 129",
    "message.retry-first, PT11M",
    "message.address-calls, 0",
    "message.monthly-calls, -1",
    "message.retention, PT0S",
    "message.look-every, PT0S",
    "message.receipts.later, PT23H1S",
    "message.receipts.last, PT24H1S",
    "message.receipts.resends, -1",
    "message.departments.attempts, 0",
    "message.max-people, 9999",
    "media.uploads, 129",
    "dingtalk.upload-timeout, PT0S",
    "registry.check-every, PT0.5S",
    "request.open-per-site, 0",
    "request.concurrency-per-site, 101",
    "request.give-up-after, PT0S",
    "request.retry-first, PT16S",
    "request.retention, PT59S",
    "request.delete-every, PT0S",
    "token.lifetime, PT0.5S",
    "token.clock-skew, -PT1S",
    "writes.queue, 0",
    "writes.batch, 2147483647",
    "http.port, 65536",
    "management.port, -1"
  })
  void whatCannotWorkIsRefused(String key, String value) {
    assertThat(faults(Map.of("dinggate." + key, value))).contains("dinggate." + key);
  }

  @ParameterizedTest
  @CsvSource({
    "app.refresh-jitter, PT0S",
    "event.retention, PT49H",
    "message.people-per-task, 1000",
    "message.lease, PT19S",
    "message.concurrency, 128",
    "message.monthly-calls, 0",
    "token.clock-skew, PT0S",
    "http.port, 0"
  })
  void whatCanWorkIsTaken(String key, String value) {
    assertThat(faults(Map.of("dinggate." + key, value))).isEmpty();
  }

  /** Keys with a fault; those that are missing are no matter here. */
  private static List<String> faults(Map<String, String> settings) {
    return new Preflight(CloudMain.MAPPINGS, List.of())
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
