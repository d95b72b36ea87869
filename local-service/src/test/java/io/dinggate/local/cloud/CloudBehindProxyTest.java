package io.dinggate.local.cloud;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.dinggate.local.cloud.CloudCall.NoAnswer;
import io.dinggate.local.cloud.CloudCall.NotSent;
import io.dinggate.local.testing.BehindProxy;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.TestAuthority;
import io.dinggate.model.MessageId;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.message.TextContent;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.oauth.AssertionRules;
import io.dinggate.platform.oauth.ClientAuthenticator;
import io.dinggate.platform.oauth.ClientCredentialsGrant;
import io.dinggate.platform.oauth.OAuthClient;
import io.dinggate.platform.oauth.OAuthException;
import io.dinggate.platform.testing.DeafServer;
import io.dinggate.platform.testing.TunnelProxy;
import io.dinggate.platform.testing.TunnelProxy.Mood;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Proxy, own certificate authority and private key, as configured by {@code dinggate.cloud.*}, over
 * real connections: the token call and the calls of the API alike. Every token has expired when it
 * comes, so each call fetches one.
 */
@QuarkusTest
@TestProfile(BehindProxy.class)
@Timeout(60)
class CloudBehindProxyTest {

  private static final String TOKEN = "/oauth2/token";
  private static final String CORPS = "/api/v1/directory/corps";
  private static final SendMessage HELLO =
      new SendMessage(List.of(People.refOf(People.ANNA)), new TextContent("hello"), null);

  @Inject CloudGateway gateway;
  @Inject @Readiness CloudHealth health;
  @Inject CircuitBreakerMaintenance circuits;

  @ConfigProperty(name = BehindProxy.PROXY_PORT)
  int proxyPort;

  @ConfigProperty(name = BehindProxy.AUTHORITY)
  Path authority;

  @ConfigProperty(name = BehindProxy.PUBLIC_KEY)
  String publicKey;

  private TunnelProxy proxy;
  private WireMockServer cloud;
  private WireMockServer impostor;

  @BeforeEach
  void start() throws IOException {
    circuits.resetAll();
    cloud = serve(authority.resolve(BehindProxy.CLOUD + ".p12"));
    proxy = TunnelProxy.start(proxyPort, BehindProxy.PROXY_CREDENTIALS);
    proxy.leadTo(cloud.httpsPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    cloud.stop();
    if (impostor != null) {
      impostor.stop();
    }
  }

  @Test
  void tokenCallAndApiCallGoThroughTheProxyAndTrustTheConfiguredAuthority() {
    assertThat(gateway.corps().items()).isEmpty();

    assertThat(paths()).containsExactly(TOKEN, CORPS);
    assertThat(proxy.asked())
        .hasSize(2)
        .containsOnly(
            new TunnelProxy.Asked("CONNECT " + BehindProxy.CLOUD + ":443 HTTP/1.1", true));
    assertThat(health.call().getData()).isEmpty();
  }

  /** The rules are the ones that the cloud itself goes by. */
  @Test
  void theSiteProvesItselfByItsPrivateKeyAndNoAssertionServesTwice() throws Exception {
    gateway.corps();
    gateway.corps();

    var rules = cloudsRules();
    var calls = cloud.findAll(postRequestedFor(urlPathEqualTo(TOKEN)));
    assertThat(calls).hasSize(2);
    for (var call : calls) {
      assertThat(rules.decide(null, form(call)).client().clientId()).isEqualTo("site-a");
      assertThat(call.containsHeader("Authorization")).isFalse();
      assertThatThrownBy(() -> rules.decide(null, form(call)))
          .isInstanceOf(OAuthException.class)
          .hasMessageContaining("used before");
    }
  }

  @Test
  void aCertificateOfAStrangerIsNeitherToldTheTokenRequestNorTheCall() {
    impostor = serve(authority.resolve("stranger").resolve(BehindProxy.CLOUD + ".p12"));
    proxy.leadTo(impostor.httpsPort());
    assertThat(send()).isInstanceOf(NotSent.class);
    assertWarning("no access token could be fetched");

    proxy.leadTo(cloud.httpsPort());
    proxy.leadAstray(1, impostor.httpsPort());
    assertThat(send()).isInstanceOf(NotSent.class);
    assertWarning("certificate is not trusted", "dinggate.cloud.ca-file");
    assertThat(impostor.getAllServeEvents()).isEmpty();
  }

  @Test
  void aCertificateForAnotherNameIsRefused() {
    impostor = serve(authority.resolve("another.test.p12"));
    proxy.leadTo(impostor.httpsPort());
    assertUnavailable();

    proxy.leadTo(cloud.httpsPort());
    proxy.leadAstray(1, impostor.httpsPort());
    assertUnavailable();
    assertWarning("not made for its name");
    assertThat(impostor.getAllServeEvents()).isEmpty();
  }

  @Test
  void aProxyThatLetsNobodyThroughIsNamed() {
    proxy.become(Mood.FORBIDDING);
    assertThat(send()).isInstanceOf(NotSent.class);
    assertThat(proxy.asked()).as("connections, one retry included").hasSize(2);
    assertWarning("no access token could be fetched");
    proxy.become(Mood.WILLING);
    assertThat(gateway.corps().items()).isEmpty();
    assertThat(health.call().getData()).isEmpty();
  }

  @Test
  void aProxyThatIsSilentOrAwayOrDeafEndsWithTheDeadline() throws IOException {
    proxy.become(Mood.SILENT);
    assertThat(send()).isInstanceOf(NotSent.class);
    proxy.close();
    assertThat(send()).isInstanceOf(NotSent.class);
    try (var _ = DeafServer.start(proxyPort)) {
      assertThat(send()).isInstanceOf(NotSent.class);
      assertWarning("no access token could be fetched");
    }
    assertThat(cloud.getAllServeEvents()).isEmpty();
  }

  @Test
  void aCloudThatStaysSilentEndsWithTheDeadline() {
    cloud.stubFor(get(CORPS).willReturn(okJson("{\"items\":[]}").withFixedDelay(60_000)));
    assertUnavailable();
    assertWarning("no answer within dinggate.cloud.read-timeout");
    assertThat(send()).isInstanceOf(NoAnswer.class);
  }

  private CloudCall<MessageStatus> send() {
    return gateway.send(new MessageId("m-1"), HELLO);
  }

  private void assertUnavailable() {
    assertThatThrownBy(gateway::corps)
        .isInstanceOfSatisfying(
            ApiException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.CLOUD_UNAVAILABLE));
  }

  private void assertWarning(String... parts) {
    assertThat(health.call().getData().orElseThrow())
        .extractingByKey("warning")
        .asString()
        .startsWith("the cloud cannot be reached: ")
        .contains(parts);
  }

  private List<String> paths() {
    return cloud.getAllServeEvents().reversed().stream()
        .map(event -> event.getRequest().getUrl())
        .toList();
  }

  private ClientCredentialsGrant cloudsRules() throws GeneralSecurityException {
    var encoded = new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey));
    var key = KeyFactory.getInstance("EC").generatePublic(encoded);
    var site = new OAuthClient("site-a", List.of(), List.of(key), Set.of());
    var used = new HashSet<String>();
    return new ClientCredentialsGrant(
        new ClientAuthenticator(
            id -> id.equals(site.clientId()) ? site : null,
            AssertionRules.of("https://" + BehindProxy.CLOUD + TOKEN),
            (client, jti, _) -> used.add(client + " " + jti),
            Clock.systemUTC()));
  }

  private static Map<String, List<String>> form(LoggedRequest call) {
    var form = new HashMap<String, List<String>>();
    call.formParameters().forEach((name, parameter) -> form.put(name, parameter.values()));
    return form;
  }

  private static WireMockServer serve(Path keys) {
    var server =
        new WireMockServer(
            wireMockConfig()
                .httpDisabled(true)
                .dynamicHttpsPort()
                .bindAddress("localhost")
                .keystorePath(keys.toString())
                .keystoreType("PKCS12")
                .keystorePassword(TestAuthority.PASSWORD)
                .keyManagerPassword(TestAuthority.PASSWORD));
    server.start();
    server.stubFor(
        post(TOKEN)
            .willReturn(
                okJson("{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":-60}")));
    server.stubFor(get(CORPS).willReturn(okJson("{\"items\":[]}")));
    server.stubFor(put("/api/v1/messages/m-1").willReturn(aResponse().withFixedDelay(60_000)));
    return server;
  }
}
