package io.dinggate.local.testing;

import io.dinggate.platform.testing.TunnelProxy;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A site as a careful company runs it: the cloud's name cannot be resolved and nothing can be
 * connected to but an HTTP proxy that wants a password; the cloud's certificate comes from the
 * company's own authority; the site proves itself by its private key. Browsers come through a proxy
 * too, which is believed. The test starts {@link TunnelProxy} and the cloud.
 */
public final class BehindProxy implements QuarkusTestProfile {

  /** The cloud's name, which only the proxy knows. */
  public static final String CLOUD = "cloud.test";

  private static final String PROXY_USER = "site";
  private static final String PROXY_PASSWORD = "secret-of-the-proxy";

  /** What the proxy wants, {@code user:password}. */
  public static final String PROXY_CREDENTIALS = PROXY_USER + ":" + PROXY_PASSWORD;

  /** The configuration key with the port at which the site looks for the proxy. */
  public static final String PROXY_PORT = "test.proxy.port";

  /** The configuration key with the directory of the {@link TestAuthority}'s files. */
  public static final String AUTHORITY = "test.authority";

  /** The configuration key with the site's public key, in Base64. */
  public static final String PUBLIC_KEY = "test.public-key";

  @Override
  public boolean disableGlobalTestResources() {
    return true;
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(Surroundings.class));
  }

  /** The {@link LocalServiceResources}, and what is different here. */
  public static final class Surroundings implements QuarkusTestResourceLifecycleManager {

    private final LocalServiceResources common = new LocalServiceResources();

    @Override
    public Map<String, String> start() {
      try {
        var settings = new HashMap<>(common.start());
        settings.remove("dinggate.cloud.client-secret");
        settings.put("dinggate.cloud.url", "https://" + CLOUD);
        settings.put("dinggate.cloud.connect-timeout", "PT1S");
        settings.put("dinggate.http.trusted-proxies", "127.0.0.1");
        proxy(settings);
        trust(settings);
        key(settings);
        return settings;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void stop() {
      common.stop();
    }

    private static void proxy(Map<String, String> settings) throws IOException {
      try (var free = new ServerSocket(0)) {
        settings.put(PROXY_PORT, "" + free.getLocalPort());
      }
      settings.put("dinggate.cloud.proxy", "localhost:" + settings.get(PROXY_PORT));
      settings.put("dinggate.cloud.proxy-username", PROXY_USER);
      settings.put("dinggate.cloud.proxy-password", PROXY_PASSWORD);
    }

    private void trust(Map<String, String> settings) throws IOException {
      var directory = common.files().resolve("authority");
      var authority = TestAuthority.make(directory);
      authority.server(CLOUD);
      authority.server("another.test");
      TestAuthority.make(directory.resolve("stranger")).server(CLOUD);
      settings.put(AUTHORITY, directory.toString());
      settings.put("dinggate.cloud.ca-file", authority.certificate().toString());
    }

    private void key(Map<String, String> settings) throws IOException {
      try {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        settings.put(PUBLIC_KEY, Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
        settings.put("dinggate.cloud.private-key-file", pem(pair.getPrivate().getEncoded()));
        settings.put("dinggate.cloud.private-key-algorithm", "ES256");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private String pem(byte[] privateKey) throws IOException {
      Path file = common.files().resolve("site-key.pem");
      return Files.writeString(
              file,
              "-----BEGIN PRIVATE KEY-----\n"
                  + Base64.getMimeEncoder().encodeToString(privateKey)
                  + "\n-----END PRIVATE KEY-----\n")
          .toString();
    }
  }
}
