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
import io.dinggate.model.directory.DirectoryDepartment;
import io.dinggate.model.directory.DirectoryDepartments;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.directory.DirectoryUsers;
import io.dinggate.model.directory.FindUser;
import io.dinggate.model.directory.VisibleRange;
import io.dinggate.model.feed.EventReceived;
import io.dinggate.model.feed.FeedCursor;
import io.dinggate.model.feed.FeedEntry;
import io.dinggate.model.feed.FeedItem;
import io.dinggate.model.feed.FeedPage;
import io.dinggate.model.feed.MessageChanged;
import io.dinggate.model.feed.RequestDone;
import io.dinggate.model.login.AbandonLogin;
import io.dinggate.model.login.AcknowledgeLogin;
import io.dinggate.model.login.InAppLogin;
import io.dinggate.model.login.LoginResult;
import io.dinggate.model.login.LoginTicket;
import io.dinggate.model.login.LoginUser;
import io.dinggate.model.login.RedeemTicket;
import io.dinggate.model.login.StartLogin;
import io.dinggate.model.login.StartedLogin;
import io.dinggate.model.media.MediaKind;
import io.dinggate.model.media.UploadedMedia;
import io.dinggate.model.message.ActionCardContent;
import io.dinggate.model.message.BatchAnswer;
import io.dinggate.model.message.ButtonsCardContent;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.DepartmentStatus;
import io.dinggate.model.message.FileContent;
import io.dinggate.model.message.ImageContent;
import io.dinggate.model.message.LinkContent;
import io.dinggate.model.message.MarkdownContent;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.MessagePreview;
import io.dinggate.model.message.MessagePreview.Outlook;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.OaContent;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.message.SendBatch;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.message.SendOptions;
import io.dinggate.model.message.TemplateContent;
import io.dinggate.model.message.TextContent;
import io.dinggate.model.message.VoiceContent;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.problem.Problem;
import io.dinggate.model.request.AcceptedRequest;
import io.dinggate.model.request.DepartmentsRequest;
import io.dinggate.model.request.MessageRequest;
import io.dinggate.model.request.RequestResult;
import io.dinggate.model.request.UserRequest;
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
        new Golden(
            "request-message",
            new MessageRequest(new SendMessage(List.of(WANG_FANG), new TextContent("你好"), null))),
        new Golden("request-user", new UserRequest(WANG_FANG, null)),
        new Golden(
            "request-departments",
            new DepartmentsRequest(new DepartmentRef(EAST, 1), new AppId("suite-main"))),
        new Golden("accepted-request", new AcceptedRequest(new RequestId("r-1"), NOON)),
        new Golden(
            "feed-page-requests",
            new FeedPage(
                "e-1",
                List.of(
                    done(
                        11,
                        new RequestResult.MessageTaken(
                            new MessageStatus(
                                new MessageId("r-11"),
                                DeliveryState.QUEUED,
                                NOON,
                                1,
                                false,
                                List.of(
                                    new RecipientStatus(
                                        WANG_FANG, DeliveryState.QUEUED, null, null, null)),
                                List.of()))),
                    done(
                        12,
                        new RequestResult.UserFound(
                            new DirectoryUser(
                                EAST,
                                new UserId("wangfang"),
                                new AppId("suite-main"),
                                new UnionId("union-1"),
                                "王芳",
                                null,
                                "工程师",
                                List.of(1L),
                                true))),
                    done(
                        13,
                        new RequestResult.DepartmentsFound(
                            List.of(new DirectoryDepartment(EAST, 4, "质检组", 2L)))),
                    done(
                        14,
                        new RequestResult.Refused(
                            Problem.of(ErrorCode.USER_NOT_FOUND, null, "q-1", List.of())))))),
        new Golden("find-user", new FindUser(new UnionId("union-1"), null, null)),
        new Golden("directory-department", new DirectoryDepartment(EAST, 4, "质检组", 2L)),
        new Golden(
            "directory-departments",
            new DirectoryDepartments(List.of(new DirectoryDepartment(EAST, 1, "华东制造", null)))),
        new Golden(
            "directory-users",
            new DirectoryUsers(
                List.of(
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
                "100")),
        new Golden(
            "visible-range",
            new VisibleRange(
                EAST, new AppId("suite-main"), List.of(2L, 3L), List.of(new UserId("wangfang")))),
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
        new Golden("send-message-image", toWangFang(new ImageContent("@lADOADmaWMzazQKA"))),
        new Golden("send-message-voice", toWangFang(new VoiceContent("@lAzPDe7s", 10))),
        new Golden("send-message-file", toWangFang(new FileContent("$iAEKAqNwbmc"))),
        new Golden(
            "send-message-buttons-card",
            toWangFang(
                new ButtonsCardContent(
                    "标题",
                    "**你好**",
                    ButtonsCardContent.Orientation.HORIZONTAL,
                    List.of(
                        new ButtonsCardContent.Button("同意", "https://site.example/yes"),
                        new ButtonsCardContent.Button("拒绝", "https://site.example/no"))))),
        new Golden(
            "send-message-oa",
            toWangFang(
                new OaContent(
                    "https://site.example/x",
                    "https://site.example/pc",
                    "FFBBBBBB",
                    "审批",
                    new OaContent.Status("进行中", "FFF65E5E"),
                    new OaContent.Body(
                        "标题",
                        List.of(new OaContent.Line("姓名:", "张三")),
                        "15.6",
                        "元",
                        "正文",
                        "@lADOADmaWMzazQKA",
                        3,
                        "李四")))),
        new Golden(
            "send-message-oa-minimal",
            toWangFang(
                new OaContent(
                    "https://site.example/x",
                    null,
                    "FFBBBBBB",
                    "审批",
                    null,
                    new OaContent.Body(null, List.of(), null, null, "正文", null, null, null)))),
        new Golden(
            "send-message-options",
            new SendMessage(
                List.of(),
                List.of(new DepartmentRef(EAST, 432825033L)),
                new TextContent("你好"),
                null,
                new SendOptions(
                    SendOptions.Delivery.AT_LEAST_ONCE,
                    SendOptions.Priority.URGENT,
                    SendOptions.Receipts.NONE,
                    NOON,
                    NOON.plusSeconds(3600),
                    true))),
        new Golden(
            "send-batch",
            new SendBatch(
                List.of(
                    new SendBatch.Item(new MessageId("m-1"), toWangFang(new TextContent("你好")))))),
        new Golden(
            "batch-answer",
            new BatchAnswer(
                List.of(
                    new BatchAnswer.Item(new MessageId("m-1"), NOON, null),
                    new BatchAnswer.Item(
                        new MessageId("m-2"),
                        null,
                        Problem.of(ErrorCode.MESSAGE_CONFLICT, null, null, List.of()))))),
        new Golden(
            "message-preview",
            new MessagePreview(
                List.of(new MessagePreview.Task(EAST, new AppId("internal-hr"), 2)),
                List.of(
                    new MessagePreview.Forecast(WANG_FANG, Outlook.REACHABLE, null, null),
                    new MessagePreview.Forecast(
                        new UserRef(EAST, new UserId("zhaoleft")),
                        Outlook.UNKNOWN_USER,
                        "DingTalk says 60121.",
                        new DepartmentRef(EAST, 1))))),
        new Golden("uploaded-media", new UploadedMedia("@lADOADmaWMzazQKA", MediaKind.IMAGE)),
        new Golden("feed-cursor", new FeedCursor("e-1", 7)),
        new Golden(
            "feed-page-event",
            new FeedPage(
                "e-1",
                List.of(
                    new FeedEntry(
                        9,
                        NOON,
                        new EventReceived(
                            "ev-1",
                            new AppId("suite"),
                            new CorpId("dingeast00000001"),
                            13,
                            "user_leave_org",
                            "wangfang",
                            NOON,
                            false,
                            Map.of("syncAction", "user_leave_org"),
                            true)),
                    new FeedEntry(
                        10,
                        NOON,
                        new EventReceived(
                            "ev-2",
                            new AppId("suite"),
                            new CorpId("dingeast00000001"),
                            null,
                            "change_auth",
                            null,
                            NOON,
                            true,
                            null,
                            false))))),
        new Golden(
            "feed-page",
            new FeedPage(
                "e-1",
                List.of(
                    new FeedEntry(
                        8,
                        NOON,
                        new MessageChanged(
                            new MessageId("m-1"),
                            3,
                            false,
                            List.of(
                                new RecipientStatus(
                                    WANG_FANG,
                                    DeliveryState.DROPPED,
                                    "duplicate",
                                    null,
                                    "256271667526",
                                    new DepartmentRef(EAST, 1))),
                            List.of(
                                new DepartmentStatus(
                                    new DepartmentRef(EAST, 1),
                                    DepartmentStatus.State.EXPANDED,
                                    1,
                                    null,
                                    null))))))),
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

  private static FeedEntry done(long sequence, RequestResult result) {
    return new FeedEntry(sequence, NOON, new RequestDone(new RequestId("r-" + sequence), result));
  }

  private static SendMessage toWangFang(MessageContent content) {
    return new SendMessage(List.of(WANG_FANG), content, null);
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
  void anEntryOfAKindFromANewerVersionIsReadAsThat() throws IOException {
    var client = JSON.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    var entry =
        client.readValue(
            """
            {"sequence": 9, "at": "2026-11-22T12:00:00Z", "item": {"type": "ofTomorrow", "x": 1}}
            """,
            FeedEntry.class);
    assertThat(entry.item()).isEqualTo(new FeedItem.Unrecognized());
  }

  @Test
  void everyGoldenFileBelongsToAType() throws IOException {
    try (var files = Files.list(Path.of("src/test/resources/contract/v1"))) {
      assertThat(files).containsExactlyInAnyOrderElementsOf(goldens().map(Golden::file).toList());
    }
  }
}
