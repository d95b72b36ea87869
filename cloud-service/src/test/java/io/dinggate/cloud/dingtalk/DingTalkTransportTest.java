package io.dinggate.cloud.dingtalk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dinggate.cloud.dingtalk.LonelyServer.Behaviour;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.AppKind;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.cloud.testing.MovableClock;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.platform.testing.DeafServer;
import io.dinggate.platform.testing.TunnelProxy;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What lies between us and DingTalk: deadlines, proxy, trust. */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
@Timeout(50)
class DingTalkTransportTest {

  private static final Duration SOON = Duration.ofMillis(300);
  private static final Duration NEVER = Duration.ofMinutes(1);
  private static final Duration MINUTES = Duration.ofMinutes(5);
  private static final App APP =
      new App(
          new AppId("app"),
          AppKind.INTERNAL,
          "app-key",
          "app-secret",
          null,
          null,
          null,
          1L,
          new CorpId("dingcorp"));

  @Inject Clock clock;
  @Inject MeterRegistry meters;

  @TempDir Path directory;
  private final AtomicInteger unplanned = new AtomicInteger();

  @Test
  void silenceEndsWithTheReadTimeout() throws Exception {
    try (var server = LonelyServer.start(Behaviour.SILENT)) {
      assertFails(
          dingTalk(settings(server.url(), SOON, NEVER)), new DingTalkFailure.NoAnswer(true));
    }
  }

  @Test
  void callEndsWithItsDeadlineHoweverLongTheReadTimeout() throws Exception {
    try (var server = LonelyServer.start(Behaviour.SILENT)) {
      assertFails(
          dingTalk(settings(server.url(), NEVER, SOON)), new DingTalkFailure.NoAnswer(true));
    }
  }

  @Test
  void connectionThatWasNeverMadeHasCarriedNothing() throws Exception {
    URI closed;
    try (var server = LonelyServer.start(Behaviour.SILENT)) {
      closed = server.url();
    }

    assertFails(dingTalk(settings(closed, NEVER, NEVER)), new DingTalkFailure.NoAnswer(false));
    assertFails(
        dingTalk(settings(URI.create("http://nobody.invalid"), NEVER, NEVER)),
        new DingTalkFailure.NoAnswer(false));
  }

  @Test
  void requestThatLeftBeforeTlsBrokeOffMayHaveArrived() throws Exception {
    var authority = TestAuthority.make(directory);
    var file = Files.writeString(directory.resolve("ca.pem"), authority.pem(), UTF_8);
    try (var server = BreakingTlsServer.start(authority)) {
      assertFails(
          dingTalk(settings(server.url(), NEVER, NEVER).withCaFile(file)),
          new DingTalkFailure.NoAnswer(true));
      assertThat(server.hasReadARequest()).isTrue();
    }
  }

  @Test
  void banEndsFiveMinutesAfterDingTalkSpokeItHoweverOftenWeAreAsked() throws Exception {
    var time = new MovableClock();
    try (var server = LonelyServer.start(Behaviour.BANNING)) {
      var dingTalk = dingTalk(settings(server.url(), NEVER, NEVER).banning(MINUTES), time);
      assertBanned(dingTalk);
      server.become(Behaviour.ANSWERING);

      for (var minute = 1; minute < 5; minute++) {
        time.advance(Duration.ofMinutes(1));
        assertBanned(dingTalk);
      }
      assertThat(server.requests()).isEqualTo(1);

      time.advance(Duration.ofMinutes(1));
      assertThat(dingTalk.appToken(APP).value()).isEqualTo("t");
    }
  }

  @Test
  void everyRequestThatWasNotPlannedIsCounted() throws Exception {
    try (var server = LonelyServer.start(Behaviour.ANSWERING)) {
      var dingTalk = dingTalk(settings(server.url(), NEVER, NEVER).banning(MINUTES));
      dingTalk.appToken(APP);
      assertThat(unplanned).hasValue(1);

      var planned = new PlannedCall();
      planned.make(() -> dingTalk.appToken(APP));
      assertThat(unplanned).hasValue(1);
      planned.make(() -> dingTalk.appToken(APP));
      assertThat(unplanned).as("it was made once before").hasValue(2);

      server.become(Behaviour.BANNING);
      assertBanned(dingTalk);
      assertThat(unplanned).hasValue(3);
      assertBanned(dingTalk);
      assertThat(unplanned).as("what we refuse ourselves is no request").hasValue(3);
    }
  }

  @Test
  void whoIsToldOfABanFirstWaitsAsLongAsTheConfigurationSays() throws Exception {
    try (var server = LonelyServer.start(Behaviour.BANNING)) {
      var still = Clock.fixed(clock.instant(), ZoneOffset.UTC);
      var dingTalk = dingTalk(settings(server.url(), NEVER, NEVER).banning(SOON), still);

      assertFails(dingTalk, new DingTalkFailure.Banned(SOON));
    }
  }

  @Test
  void callThatFindsNoFreeConnectionHasCarriedNothing() throws Exception {
    try (var server = LonelyServer.start(Behaviour.SILENT)) {
      var dingTalk = dingTalk(settings(server.url(), NEVER, NEVER).connectingWithin(SOON));
      var first = Thread.ofVirtual().start(() -> dingTalk.appToken(APP));
      await().until(() -> server.requests() == 1);

      assertFails(dingTalk, new DingTalkFailure.NoAnswer(false));

      assertThat(server.requests()).isEqualTo(1);
      first.interrupt();
    }
  }

  @Test
  void connectionThatNeverComesAboutEndsWithTheConnectTimeout() throws Exception {
    try (var server = DeafServer.start(0)) {
      var url = URI.create("http://localhost:" + server.port());

      assertFails(dingTalk(settings(url, NEVER, NEVER)), new DingTalkFailure.NoAnswer(false));
    }
  }

  @Test
  void proxyIsUsedWhenConfigured() throws Exception {
    try (var proxy = LonelyServer.start(Behaviour.ANSWERING)) {
      var settings =
          settings(URI.create("http://api.dingtalk.invalid"), NEVER, NEVER)
              .withProxy("127.0.0.1:" + proxy.url().getPort());

      assertThat(dingTalk(settings).appToken(APP).value()).isEqualTo("t");
      assertThat(proxy.requestLine())
          .contains("http://api.dingtalk.invalid/v1.0/oauth2/accessToken");
    }
  }

  @Test
  void ownCertificateAuthorityIsTrustedWhenConfigured() throws Exception {
    var authority = TestAuthority.make(directory);
    var file = Files.writeString(directory.resolve("ca.pem"), authority.pem(), UTF_8);
    try (var server = LonelyServer.startTls(Behaviour.ANSWERING, authority)) {
      var settings = settings(server.url(), NEVER, NEVER);

      assertFails(dingTalk(settings), new DingTalkFailure.NoAnswer(false));
      assertThat(dingTalk(settings.withCaFile(file)).appToken(APP).value()).isEqualTo("t");
    }
  }

  @Test
  void proxyOpensATunnelWhereTlsIsSpoken() throws Exception {
    var authority = TestAuthority.make(directory);
    var file = Files.writeString(directory.resolve("ca.pem"), authority.pem(), UTF_8);
    try (var server = LonelyServer.startTls(Behaviour.ANSWERING, authority);
        var proxy = TunnelProxy.start()) {
      proxy.leadTo(server.url().getPort());
      var settings =
          settings(URI.create("https://localhost:1"), NEVER, NEVER)
              .withProxy("127.0.0.1:" + proxy.port())
              .withCaFile(file);

      assertThat(dingTalk(settings).appToken(APP).value()).isEqualTo("t");
      assertThat(proxy.asked())
          .extracting(TunnelProxy.Asked::line)
          .containsExactly("CONNECT localhost:1 HTTP/1.1");
    }
  }

  private DingTalk dingTalk(Settings settings) {
    return dingTalk(settings, clock);
  }

  private DingTalk dingTalk(Settings settings, Clock time) {
    var clients = new DingTalkClients(settings);
    return new HttpDingTalk(
        clients.oapi(),
        clients.api(),
        clients.uploads(),
        new DingTalkCalls(settings, time, unplanned::incrementAndGet, meters),
        time);
  }

  private static void assertBanned(DingTalk dingTalk) {
    assertThatThrownBy(() -> dingTalk.appToken(APP))
        .isInstanceOfSatisfying(
            DingTalkException.class,
            e -> assertThat(e.failure()).isInstanceOf(DingTalkFailure.Banned.class));
  }

  private static void assertFails(DingTalk dingTalk, DingTalkFailure expected) {
    assertThatThrownBy(() -> dingTalk.appToken(APP))
        .isInstanceOfSatisfying(
            DingTalkException.class, e -> assertThat(e.failure()).isEqualTo(expected));
  }

  private static Settings settings(URI url, Duration readTimeout, Duration callTimeout) {
    return new Settings(
        url,
        url,
        url,
        Duration.ofSeconds(5),
        readTimeout,
        callTimeout,
        Duration.ZERO,
        1,
        Optional.empty(),
        Optional.empty());
  }

  private record Settings(
      URI loginUrl,
      URI oapiUrl,
      URI apiUrl,
      Duration connectTimeout,
      Duration readTimeout,
      Duration callTimeout,
      Duration banPause,
      int connections,
      Optional<String> proxy,
      Optional<Path> caFile)
      implements DingTalkConfig {

    @Override
    public Duration uploadTimeout() {
      return callTimeout;
    }

    Settings withProxy(String changed) {
      return new Settings(
          loginUrl,
          oapiUrl,
          apiUrl,
          connectTimeout,
          readTimeout,
          callTimeout,
          banPause,
          connections,
          Optional.of(changed),
          caFile);
    }

    Settings connectingWithin(Duration changed) {
      return new Settings(
          loginUrl,
          oapiUrl,
          apiUrl,
          changed,
          readTimeout,
          callTimeout,
          banPause,
          connections,
          proxy,
          caFile);
    }

    Settings banning(Duration changed) {
      return new Settings(
          loginUrl,
          oapiUrl,
          apiUrl,
          connectTimeout,
          readTimeout,
          callTimeout,
          changed,
          connections,
          proxy,
          caFile);
    }

    Settings withCaFile(Path changed) {
      return new Settings(
          loginUrl,
          oapiUrl,
          apiUrl,
          connectTimeout,
          readTimeout,
          callTimeout,
          banPause,
          connections,
          proxy,
          Optional.of(changed));
    }
  }
}
