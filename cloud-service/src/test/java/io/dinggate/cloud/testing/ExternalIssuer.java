package io.dinggate.cloud.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An issuer that a company runs anyway, with its metadata and its keys, and the configuration that
 * makes the cloud take its tokens. A test class gets it into a field of this type.
 */
public final class ExternalIssuer implements QuarkusTestResourceLifecycleManager {

  private final RSAKey key = SiteKeys.rsa("external-1");
  private HttpServer server;

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var metadata =
        """
        {"issuer": "%s", "jwks_uri": "%s/keys", "token_endpoint": "%s/token"}
        """
            .formatted(url(), url(), url());
    serve("/.well-known/openid-configuration", metadata);
    serve("/keys", new JWKSet(key).toString());
    server.start();
    return Map.of(
        "dinggate.token.issue",
        "false",
        "dinggate.token.client-id-claim",
        "azp",
        "quarkus.oidc.auth-server-url",
        url(),
        "quarkus.oidc.token.issuer",
        url());
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(ExternalIssuer.class));
  }

  @Override
  public void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  /** The value of {@code iss}. */
  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** An access token with these claims, signed with the published key. */
  public String sign(JWTClaimsSet claims) {
    return sign(key, claims);
  }

  /** An access token by another key that claims to be the published one. */
  public String forge(JWTClaimsSet claims) {
    return sign(SiteKeys.rsa(key.getKeyID()), claims);
  }

  private static String sign(RSAKey key, JWTClaimsSet claims) {
    try {
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
      var jwt = new SignedJWT(header, claims);
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private void serve(String path, String json) {
    server.createContext(path, exchange -> answer(exchange, json));
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    try (exchange) {
      var body = json.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
