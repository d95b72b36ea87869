package io.dinggate.local.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.testing.As;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.TestClients;
import io.dinggate.local.testing.TestClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@LocalServiceTest
class ForgottenAuditTest {

  @Inject As as;
  @Inject AuditLines audit;
  @Inject FakeCloud cloud;
  @Inject ForgottenAudit forgotten;
  @Inject TestClock clock;

  private final String tenant = UUID.randomUUID().toString();

  @BeforeEach
  void reset() {
    cloud.reset();
    clock.reset();
  }

  @Test
  void whoTiedWhomIsKeptForAYear() {
    as.client(TestClients.BOOKS, "bindings:write")
        .body("{\"corp\":\"ding-example\",\"userId\":\"anna\"}")
        .put("/api/v1/bindings/" + tenant + "/7")
        .then()
        .statusCode(200);

    forgetAfter(Duration.ofDays(364));
    assertThat(audit.of(tenant)).hasSize(1);
    forgetAfter(Duration.ofDays(366));
    assertThat(audit.of(tenant)).isEmpty();
  }

  private void forgetAfter(Duration time) {
    clock.advance(time);
    forgotten.forget();
    clock.reset();
  }
}
