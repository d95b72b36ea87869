package io.dinggate.local.login;

import static org.hamcrest.Matchers.equalTo;

import io.dinggate.local.testing.BehindProxy;
import io.dinggate.local.testing.Browser;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trusted proxy says of a browser's address. The cloud is away all the time. */
@QuarkusTest
@TestProfile(BehindProxy.class)
class ForwardedAddressTest {

  @ConfigProperty(name = "dinggate.public-url")
  URI site;

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "2001:db8::7", "unknown", "_hidden", "somebody.example"})
  void whoeverComesFromThereGetsAsFarAsTheCloud(String address) {
    new Browser()
        .request()
        .header("X-Forwarded-For", address)
        .queryParam("return_to", "/")
        .get("/login")
        .then()
        .statusCode(503);
    new Browser()
        .script(site)
        .header("X-Forwarded-For", address)
        .body("{\"corp\":\"ding-example\",\"code\":\"code-1\"}")
        .post("/login/in-app")
        .then()
        .statusCode(503)
        .body("code", equalTo("cloud-unavailable"));
  }
}
