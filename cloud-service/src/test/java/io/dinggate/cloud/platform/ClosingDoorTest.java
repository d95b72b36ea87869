package io.dinggate.cloud.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.web.ClosingDoor;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ClosingDoorTest {

  private static final String BROWSER = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8";

  private final ClosingDoor door = new ClosingDoor();

  @Test
  void openDoorLetsEverybodyIn() {
    assertThat(answer("GET", BROWSER)).isEmpty();
    assertThat(answer("PUT", "application/json")).isEmpty();
  }

  @Test
  void programsGetAProblem() {
    door.close();

    for (var method : new String[] {"GET", "PUT"}) {
      assertThatThrownBy(() -> answer(method, "application/json"))
          .isInstanceOfSatisfying(
              ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
    }
    assertThatThrownBy(() -> answer("POST", BROWSER)).isInstanceOf(ApiException.class);
  }

  @Test
  void peopleGetAPageThatLoadsAgain() {
    door.close();

    var page = answer("GET", BROWSER).orElseThrow();

    assertThat(page.getStatus()).isEqualTo(503);
    assertThat(page.getMediaType().toString()).isEqualTo("text/html;charset=utf-8");
    assertThat(page.getHeaderString("Refresh")).isEqualTo("10");
    assertThat(page.getEntity().toString()).contains("重启", "restarts");
  }

  private Optional<Response> answer(String method, String accept) {
    var answer = new AtomicReference<Response>();
    var request =
        (ContainerRequestContext)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ContainerRequestContext.class},
                (_, called, arguments) ->
                    switch (called.getName()) {
                      case "getMethod" -> method;
                      case "getHeaderString" -> accept;
                      case "abortWith" -> {
                        answer.set((Response) arguments[0]);
                        yield null;
                      }
                      default -> throw new UnsupportedOperationException(called.getName());
                    });
    door.filter(request);
    return Optional.ofNullable(answer.get());
  }
}
