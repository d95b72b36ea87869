package io.dinggate.local.testing;

import static io.restassured.RestAssured.given;

import io.dinggate.model.login.LoginUser;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Singleton;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes JSON requests as somebody: a signed-in person, a program with a token, or nobody. */
@Singleton
public class As {

  private final SignIn signIn;
  private final URI site;

  As(SignIn signIn, @ConfigProperty(name = "dinggate.public-url") URI site) {
    this.signIn = signIn;
    this.site = site;
  }

  /** A script on a page of this site, in whose browser the person has just signed in. */
  public RequestSpecification person(LoginUser user) {
    return signIn.browserOf(user).script(site);
  }

  /** A client of {@link TestClients} with a token for no more than those scopes. */
  public RequestSpecification client(String id, String... scopes) {
    return nobody().header("Authorization", AccessToken.ofClient(id, scopes));
  }

  /** Somebody without session or token. */
  public RequestSpecification nobody() {
    return given().contentType(ContentType.JSON);
  }
}
