package io.dinggate.e2e.kubernetes;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** An issuer that a site has anyway: it has a key, and says its public half at one path. */
final class ExternalIssuer implements AutoCloseable {

  private final HttpServer server;
  private final RSAKey key = key();

  /** Listens on a free port of this machine. */
  ExternalIssuer(String keysPath) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(keysPath, this::keys);
    server.start();
  }

  /** Where it is reached, without a path. */
  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** A token with these claims. */
  String sign(JWTClaimsSet claims) {
    return sign(key, claims);
  }

  /** The same by somebody who says that the key is this issuer's. */
  String forge(JWTClaimsSet claims) {
    return sign(key(), claims);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static String sign(RSAKey key, JWTClaimsSet claims) {
    try {
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
      var token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID("external").generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private void keys(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new JWKSet(key).toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
