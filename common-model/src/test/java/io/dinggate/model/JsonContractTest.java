package io.dinggate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dinggate.model.directory.Corps;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.directory.FindUser;
import io.dinggate.model.login.AbandonLogin;
import io.dinggate.model.login.AcknowledgeLogin;
import io.dinggate.model.login.InAppLogin;
import io.dinggate.model.login.LoginResult;
import io.dinggate.model.login.LoginTicket;
import io.dinggate.model.login.LoginUser;
import io.dinggate.model.login.RedeemTicket;
import io.dinggate.model.login.StartLogin;
import io.dinggate.model.login.StartedLogin;
import io.dinggate.model.message.ActionCardContent;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.LinkContent;
import io.dinggate.model.message.MarkdownContent;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.message.TemplateContent;
import io.dinggate.model.message.TextContent;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each wire type against its golden file: read and written; a released file is never edited, a new
 * shape is a new file.
 */
class JsonContractTest {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final CorpId EAST = new CorpId("dingeast00000001");
  private static final UserRef WANG_FANG = new UserRef(EAST, new UserId("wangfang"));
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");
  private static final LoginTicket TICKET = new LoginTicket("T".repeat(43));
  private static final String VERIFIER = "v".repeat(43);

  static Stream<Golden> goldens() {
    return Stream.of(
        new Golden(
            "start-login",
            new StartLogin(
                "c".repeat(43),
                URI.create("http://localhost:8081/login/return"),
                EAST,
                new AppId("suite-main"),
                true)),
        new Golden(
            "start-login-minimal",
            new StartLogin(
                "c".repeat(43),
                URI.create("http://localhost:8081/login/return"),
                null,
                null,
                null)),
        new Golden(
            "started-login",
            new StartedLogin(
                new LoginId("l-1"),
                URI.create("https://login.dingtalk.com/oauth2/auth?state=s"),
                NOON)),
        new Golden("redeem-ticket", new RedeemTicket(TICKET, VERIFIER)),
        new Golden("acknowledge-login", new AcknowledgeLogin(TICKET, VERIFIER)),
        new Golden("abandon-login", new AbandonLogin(TICKET)),
        new Golden("in-app-login", new InAppLogin(EAST, "code-1", null)),
        new Golden(
            "login-result",
            new LoginResult(
                new LoginUser(
                    EAST,
                    new UserId("wangfang"),
                    new UnionId("union-1"),
                    new OpenId("open-1"),
                    "王芳",
                    URI.create("https://static.example/a.png"),
                    "工程师"),
                new AppId("suite-main"),
                NOON)),
        new Golden("find-user", new FindUser(new UnionId("union-1"), null, null)),
        new Golden(
            "directory-user",
            new DirectoryUser(
                EAST,
                new UserId("wangfang"),
                new AppId("suite-main"),
                new UnionId("union-1"),
                "王芳",
                null,
                "工程师",
                List.of(1L, 432825033L),
                true)),
        new Golden(
            "corps",
            new Corps(
                List.of(
                    new Corps.Corp(
                        EAST,
                        "华东制造",
                        new AppId("suite-main"),
                        new AppId("internal-hr"),
                        List.of(
                            new Corps.App(
                                new AppId("suite-main"),
                                Corps.AppKind.SUITE,
                                Corps.AppState.AUTHORIZED),
                            new Corps.App(
                                new AppId("internal-hr"),
                                Corps.AppKind.INTERNAL,
                                Corps.AppState.NOT_AUTHORIZED)))),
                new CorpId("dingeast00000001"))),
        new Golden(
            "send-message-text", new SendMessage(List.of(WANG_FANG), new TextContent("你好"), null)),
        new Golden(
            "send-message-markdown",
            new SendMessage(
                List.of(WANG_FANG), new MarkdownContent("标题", "**你好**"), new AppId("internal-hr"))),
        new Golden(
            "send-message-link",
            new SendMessage(
                List.of(WANG_FANG),
                new LinkContent("标题", "正文", "https://site.example/x", "@lALPDeC2"),
                null)),
        new Golden(
            "send-message-action-card",
            new SendMessage(
                List.of(WANG_FANG),
                new ActionCardContent(null, "**你好**", "打开", "https://site.example/x"),
                null)),
        new Golden(
            "send-message-template",
            new SendMessage(
                List.of(WANG_FANG), new TemplateContent("tpl-1", Map.of("title", "你好")), null)),
        new Golden(
            "message-status",
            new MessageStatus(
                new MessageId("m-1"),
                DeliveryState.SENT,
                NOON,
                3,
                false,
                List.of(
                    new RecipientStatus(WANG_FANG, DeliveryState.SENT, null, null, "256271667526"),
                    new RecipientStatus(
                        new UserRef(EAST, new UserId("zhaoleft")),
                        DeliveryState.FAILED,
                        "user-not-found",
                        "DingTalk says 60121.",
                        null)),
                List.of())),
        new Golden(
            "problem", ApiException.invalid("content.title", "must not be blank").problem("r-1")),
        new Golden(
            "problem-minimal", Problem.of(ErrorCode.CLOUD_UNAVAILABLE, null, null, List.of())));
  }

  record Golden(String name, Object value) {
    Path file() {
      return Path.of("src/test/resources/contract/v1/" + name + ".json");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void isWrittenAsTheGoldenFileSays(Golden golden) throws IOException {
    if (Boolean.getBoolean("dinggate.golden.write") && !Files.exists(golden.file())) {
      Files.writeString(
          golden.file(),
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(golden.value()) + "\n");
    }
    assertThat(JSON.readTree(JSON.writeValueAsString(golden.value())).toPrettyString())
        .isEqualTo(JSON.readTree(golden.file().toFile()).toPrettyString());
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void isReadFromTheGoldenFile(Golden golden) throws IOException {
    assertThat(JSON.readValue(golden.file().toFile(), golden.value().getClass()))
        .isEqualTo(golden.value());
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void anUnknownMemberIsRefusedByTheServerAndIgnoredByTheClient(Golden golden) throws IOException {
    var tree = (ObjectNode) JSON.readTree(golden.file().toFile());
    tree.put("ofTomorrow", 1);
    var text = tree.toString();
    var client = JSON.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    assertThat(client.readValue(text, golden.value().getClass())).isEqualTo(golden.value());
    assertThatThrownBy(() -> JSON.readValue(text, golden.value().getClass()))
        .isInstanceOf(UnrecognizedPropertyException.class);
  }

  @Test
  void everyGoldenFileBelongsToAType() throws IOException {
    try (var files = Files.list(Path.of("src/test/resources/contract/v1"))) {
      assertThat(files).containsExactlyInAnyOrderElementsOf(goldens().map(Golden::file).toList());
    }
  }
}
