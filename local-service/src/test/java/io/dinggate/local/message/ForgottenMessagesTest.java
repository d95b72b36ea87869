package io.dinggate.local.message;

import static io.dinggate.local.message.Messages.TO_ANNA;
import static io.dinggate.local.message.Messages.newId;
import static io.dinggate.local.message.Messages.text;
import static io.dinggate.local.message.Messages.user;
import static org.hamcrest.Matchers.equalTo;

import io.dinggate.local.testing.As;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.TestClients;
import io.dinggate.local.testing.TestClock;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@LocalServiceTest
class ForgottenMessagesTest {

  @Inject As as;
  @Inject FakeCloud cloud;
  @Inject TestClock clock;
  @Inject ForgottenMessages forgotten;
  @Inject Told told;

  private final String id = newId();

  @BeforeEach
  void fresh() {
    clock.reset();
    told.nothingLeft();
    cloud.reset();
  }

  @Test
  void after90DaysTheIdMayStandForAnotherMessage() {
    put(TO_ANNA).statusCode(202);

    forgetAfter(Duration.ofDays(91));

    put(text("another", user(People.ANNA)))
        .statusCode(202)
        .body("content.content", equalTo("another"));
  }

  @Test
  void until90DaysTheIdIsRemembered() {
    put(TO_ANNA).statusCode(202);

    forgetAfter(Duration.ofDays(89));

    put(text("another", user(People.ANNA))).statusCode(409);
  }

  private void forgetAfter(Duration time) {
    told.nothingLeft();
    clock.advance(time);
    forgotten.forget();
    clock.reset();
  }

  private ValidatableResponse put(String body) {
    return as.client(TestClients.BOOKS, "messages:send")
        .body(body)
        .put("/api/v1/messages/" + id)
        .then();
  }
}
