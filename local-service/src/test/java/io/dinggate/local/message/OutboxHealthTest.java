package io.dinggate.local.message;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.TestDatabase;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The outbox as the health endpoint shows it. */
@LocalServiceTest
class OutboxHealthTest {

  @ConfigProperty(name = "quarkus.management.test-port")
  int managementPort;

  @Inject OutboxStanding standing;
  @Inject TestDatabase database;

  private final UUID message = UUID.randomUUID();

  @BeforeEach
  void nothingWaits() {
    database.run("delete from message_outbox"); // of tests to which it does not matter
  }

  @AfterEach
  void takeBack() {
    database.run("delete from message where id = '%s'".formatted(message));
    standing.look();
  }

  @Test
  void messageThatWaitsTooLongIsAWarningAndTheServiceStaysReady() {
    database.run(
        """
        insert into message
          (id, caller, message_id, body_hash, content, accepted_at, changed_at, state)
        values ('%s', 'client:nobody', 'waits', 'x', 'x', now(), now(), 'QUEUED')
        """
            .formatted(message));
    database.run(
        """
        insert into message_outbox (message, kind, urgent, due_at, give_up_at, since)
        values ('%s', 'send', false, '9999-01-01', '9999-01-01', now() - interval '10 minutes')
        """
            .formatted(message));
    standing.look();

    ready()
        .statusCode(200)
        .body("status", equalTo("UP"))
        .body(outbox("status"), equalTo("UP"))
        .body(outbox("data.warning"), containsString("messages wait for the cloud"));

    takeBack();
    ready().statusCode(200).body(outbox("data"), nullValue());
  }

  private ValidatableResponse ready() {
    return given().get("http://localhost:" + managementPort + "/q/health/ready").then();
  }

  private static String outbox(String member) {
    return "checks.find { it.name == 'outbox' }." + member;
  }
}
