package io.dinggate.cloud.request;

import static io.dinggate.cloud.request.RequestStage.USER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dinggate.cloud.registry.Snapshot;
import io.dinggate.cloud.site.Audits;
import io.dinggate.cloud.site.TokenConfig;
import io.dinggate.cloud.testing.Apps;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.request.RequestToken;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestIntakeTest {

  @TempDir Path directory;
  private RequestStage stage;
  private RequestIntake intake;

  @AfterEach
  void close() throws SQLException {
    stage.close();
  }

  @Test
  void whatIsStoredIsSealed() {
    begin();
    accept("r-1");

    assertThat(stage.column("select id from request")).containsExactly("r-1");
    assertThat(stage.column("select kind from request")).containsExactly("user");
    assertThat(stage.column("select body from request"))
        .noneMatch(body -> body.contains("wangfang"));
  }

  @Test
  void openRequestsOfASiteAreBoundedAndNothingIsSpentByARefusal() {
    begin("open-per-site", "2");
    accept("r-1");
    accept("r-2");

    var refused = refused("r-3");
    assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED);
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(5));
    assertThat(refused("r-1").code())
        .as("who has posted it before is told so")
        .isEqualTo(ErrorCode.REQUEST_TOKEN_USED);

    end("r-1");
    accept("r-3");
  }

  @Test
  void idServesOnceForAsLongAsItsTokenLives() {
    begin("retention", "PT1M");
    accept("r-1");
    end("r-1");
    stage.clock.advance(Duration.ofMinutes(6));
    delete();
    assertThat(stage.states()).as("five minutes, and a minute of skew both ways").hasSize(1);
    assertThat(refused("r-1").code()).isEqualTo(ErrorCode.REQUEST_TOKEN_USED);

    stage.clock.advance(Duration.ofMinutes(2));
    delete();

    assertThat(stage.states()).isEmpty();
  }

  @Test
  void openRequestIsNeverDeleted() {
    begin();
    accept("r-1");
    accept("r-2");
    end("r-2");
    stage.clock.advance(Duration.ofDays(400));
    delete();

    assertThat(stage.column("select id from request")).containsExactly("r-1");
  }

  @Test
  void refusalsAreCountedAndAuditedWithoutWhoeverTheyAreAbout() {
    begin();
    accept("r-1");
    refused("r-1");
    var altered =
        catchThrowableOfType(
            ApiException.class, () -> accept(token("r-2"), (USER + " ").getBytes(UTF_8)));
    var unknown =
        catchThrowableOfType(ApiException.class, () -> accept("no token", USER.getBytes(UTF_8)));

    var invalid =
        catchThrowableOfType(
            ApiException.class, () -> accept(token("r-3", "{}"), "{}".getBytes(UTF_8)));

    assertThat(invalid.code()).isEqualTo(ErrorCode.VALIDATION);
    assertThat(altered.code()).isEqualTo(ErrorCode.REQUEST_ALTERED);
    assertThat(unknown.code()).isEqualTo(ErrorCode.REQUEST_TOKEN_INVALID);
    assertThat(
            stage.column(
                "select actor || ' ' || action || ' ' || reason || ' ' || coalesce(subject, '-')"
                    + " from audit_entry order by id"))
        .containsExactly(
            "site:east request.accept used -",
            "site:east request.accept altered -",
            "browser request.accept no-jwt -",
            "site:east request.accept validation -");
    assertThat(stage.meters.counter("dinggate.request.intake", "outcome", "altered").count())
        .isEqualTo(1);
  }

  private void begin(String... settings) {
    stage = new RequestStage(directory, settings);
    var tokens =
        new RequestTokens(
            () -> new Snapshot(List.of(), List.of(RequestTokensTest.east())),
            RequestTokensTest.cloudConfig(),
            tokenConfig(),
            stage.clock);
    intake =
        new RequestIntake(
            tokens,
            stage.bodies,
            stage.database,
            stage.config,
            Audits.in(stage.database, stage.clock),
            stage.clock,
            stage.meters);
  }

  private static TokenConfig tokenConfig() {
    return new SmallRyeConfigBuilder()
        .withMapping(TokenConfig.class)
        .withSources(new PropertiesConfigSource(Map.of(), "test", 100))
        .build()
        .getConfigMapping(TokenConfig.class);
  }

  private void accept(String id) {
    accept(token(id), USER.getBytes(UTF_8));
  }

  private void accept(String token, byte[] body) {
    intake.accept(List.of(RequestToken.SCHEME + " " + token), List.of(Signing.EAST_ORIGIN), body);
  }

  private ApiException refused(String id) {
    return catchThrowableOfType(ApiException.class, () -> accept(id));
  }

  private String token(String id) {
    return token(id, USER);
  }

  private String token(String id, String body) {
    return Signing.byEast(
        Signing.claims("east", Signing.EAST_ORIGIN, body, stage.clock.instant()).jwtID(id));
  }

  /** Another test shows how the work ends a request. */
  private void end(String id) {
    stage.database.sql(
        connection -> {
          var mine =
              RequestTable.due(connection, Apps.EAST_SITE, stage.clock.instant(), 100).stream()
                  .filter(request -> request.id().value().equals(id))
                  .findFirst()
                  .orElseThrow();
          return RequestTable.finish(connection, mine, stage.clock.instant());
        });
  }

  private void delete() {
    new RequestRetention(stage.database, stage.config, tokenConfig(), stage.clock).delete();
  }
}
