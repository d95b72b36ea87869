package io.dinggate.cloud.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class NoUnknownRequestsTest {

  private static int checksBefore = NoUnknownRequests.checks();

  private final NoUnknownRequests check = new NoUnknownRequests();
  private final QuarkusTestMethodContext context =
      new QuarkusTestMethodContext(this, List.of(), null, null);

  Sandbox sandbox;

  @AfterAll
  static void checkWasCalledByQuarkusAfterTheTest() {
    assertThat(NoUnknownRequests.checks()).isGreaterThanOrEqualTo(checksBefore + 3);
  }

  @Test
  void requestThatDingTalkDoesNotKnowFailsTheTestThatCausedIt() {
    RestAssured.get(sandbox.oapiUrl() + "/topapi/nowhere");

    assertThatThrownBy(() -> check.afterEach(context))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("/topapi/nowhere");
    assertThatCode(() -> check.afterEach(context)).doesNotThrowAnyException();
  }
}
