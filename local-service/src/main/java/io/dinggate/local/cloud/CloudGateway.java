package io.dinggate.local.cloud;

import io.dinggate.local.cloud.CloudCall.Answered;
import io.dinggate.local.cloud.CloudCall.NoAnswer;
import io.dinggate.local.cloud.CloudCall.NotSent;
import io.dinggate.local.cloud.CloudCall.Refused;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.MessageId;
import io.dinggate.model.UserRef;
import io.dinggate.model.directory.Corps;
import io.dinggate.model.directory.DirectoryDepartment;
import io.dinggate.model.directory.DirectoryDepartments;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.directory.DirectoryUsers;
import io.dinggate.model.directory.FindUser;
import io.dinggate.model.directory.VisibleRange;
import io.dinggate.model.feed.FeedCursor;
import io.dinggate.model.feed.FeedPage;
import io.dinggate.model.login.AbandonLogin;
import io.dinggate.model.login.AcknowledgeLogin;
import io.dinggate.model.login.InAppLogin;
import io.dinggate.model.login.LoginResult;
import io.dinggate.model.login.RedeemTicket;
import io.dinggate.model.login.StartLogin;
import io.dinggate.model.login.StartedLogin;
import io.dinggate.model.media.MediaKind;
import io.dinggate.model.media.UploadedMedia;
import io.dinggate.model.message.BatchAnswer;
import io.dinggate.model.message.MessagePreview;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.SendBatch;
import io.dinggate.model.message.SendMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * The cloud as this site sees it. Every call blocks, has a deadline and goes through one circuit;
 * what goes wrong is an {@code ApiException}: the cloud's own problem, or {@code
 * cloud-unavailable}. Nothing is retried here. Never to be called inside a transaction. Safe for
 * concurrent use.
 */
@ApplicationScoped
public class CloudGateway {

  /**
   * How long an answer for the feed may be on its way; after that it is asked for on another
   * connection. What is read twice counts once, so it may be less than the deadline of other calls.
   */
  private static final Duration FEED_ANSWER = Duration.ofSeconds(5);

  private final CloudCircuit circuit;
  private final CloudLoginClient logins;
  private final CloudDirectoryClient directory;
  private final CloudMessagesClient messages;
  private final CloudMediaClient media;
  private final CloudFeedClient feed;

  CloudGateway(
      CloudCircuit circuit,
      @RestClient CloudLoginClient logins,
      @RestClient CloudDirectoryClient directory,
      @RestClient CloudMessagesClient messages,
      @RestClient CloudMediaClient media,
      @RestClient CloudFeedClient feed) {
    this.circuit = circuit;
    this.logins = logins;
    this.directory = directory;
    this.messages = messages;
    this.media = media;
    this.feed = feed;
  }

  /** See {@code LoginApi.start}. */
  public StartedLogin startLogin(StartLogin request) {
    return answer(() -> logins.start(request));
  }

  /** See {@code LoginApi.redeem}. */
  public LoginResult redeem(RedeemTicket request) {
    return answer(() -> logins.redeem(request));
  }

  /** See {@code LoginApi.acknowledge}. */
  public void acknowledge(AcknowledgeLogin request) {
    run(() -> logins.acknowledge(request));
  }

  /** See {@code LoginApi.abandon}. */
  public void abandon(AbandonLogin request) {
    run(() -> logins.abandon(request));
  }

  /** See {@code LoginApi.inApp}. */
  public LoginResult inAppLogin(InAppLogin request) {
    return answer(() -> logins.inApp(request));
  }

  /** All corps of the site. */
  public Corps corps() {
    var corps = new ArrayList<Corps.Corp>();
    @Nullable CorpId next = null;
    do {
      var after = next;
      var page = answer(() -> directory.corps(null, after));
      corps.addAll(page.items());
      next = page.next();
    } while (next != null);
    return new Corps(corps, null);
  }

  /**
   * One user, as DingTalk knows it at this moment.
   *
   * @param app the app to ask by; null for the corp's default login app
   */
  public DirectoryUser user(UserRef user, @Nullable AppId app) {
    return answer(() -> directory.user(user.corp(), user.userId(), app));
  }

  /** One user by union id or mobile. */
  public DirectoryUser find(CorpId corp, FindUser request) {
    return answer(() -> directory.find(corp, request));
  }

  /** What of a corp its default login app may see; that app is asked by those below, too. */
  public VisibleRange visibleRange(CorpId corp) {
    return answer(() -> directory.range(corp, null));
  }

  /** One department, as DingTalk knows it at this moment. */
  public DirectoryDepartment department(DepartmentRef department) {
    return answer(() -> directory.department(department.corp(), department.departmentId(), null));
  }

  /** The departments right below one. */
  public DirectoryDepartments departmentsBelow(DepartmentRef department) {
    return answer(() -> directory.children(department.corp(), department.departmentId(), null));
  }

  /**
   * A page of who is in a department itself.
   *
   * @param cursor the {@code next} of the page before; null for the first
   */
  public DirectoryUsers usersOf(DepartmentRef department, @Nullable String cursor) {
    return answer(
        () -> directory.users(department.corp(), department.departmentId(), null, null, cursor));
  }

  /** Hands several messages over; each one's problem is fit to be told to its caller. */
  public CloudCall<BatchAnswer> sendAll(SendBatch batch) {
    return forCallers(circuit.background(() -> messages.sendAll(batch)));
  }

  /** Hands a message over; tells apart what certainly was not sent from what has no answer. */
  public CloudCall<MessageStatus> send(MessageId id, SendMessage message) {
    return forCallers(circuit.background(() -> messages.send(id, message)));
  }

  /** See {@code MessagesApi.cancel}. */
  public CloudCall<MessageStatus> cancel(MessageId id) {
    return forCallers(circuit.background(() -> messages.cancel(id)));
  }

  /** See {@code MessagesApi.recall}. */
  public CloudCall<MessageStatus> recall(MessageId id) {
    return forCallers(circuit.background(() -> messages.recall(id)));
  }

  /** See {@code MessagesApi.requeue}. */
  public CloudCall<MessageStatus> requeue(MessageId id) {
    return forCallers(circuit.background(() -> messages.requeue(id)));
  }

  /** See {@code MessagesApi.status}. */
  public CloudCall<MessageStatus> status(MessageId id) {
    return forCallers(circuit.background(() -> messages.status(id)));
  }

  /** See {@code MessagesApi.preview}. */
  public MessagePreview preview(SendMessage message) {
    return answer(() -> messages.preview(message));
  }

  /**
   * See {@code MediaApi.upload}; reads the file while it is sent.
   *
   * @param name the file's name with its ending
   */
  public UploadedMedia upload(
      CorpId corp, @Nullable AppId app, MediaKind kind, String name, Path file) {
    var encoded = PercentEncoding.of(name);
    return answer(
        () -> {
          try (var body = Files.newInputStream(file)) {
            return media.upload(corp, app, kind, encoded, body);
          }
        });
  }

  private static <T> CloudCall<T> forCallers(CloudCall<T> call) {
    return switch (call) {
      case Refused<T>(var problem) -> new Refused<>(CloudCircuit.forCallers(problem));
      case NoAnswer<T>(var problem) -> new NoAnswer<>(CloudCircuit.forCallers(problem));
      case CloudCall<T> other -> other;
    };
  }

  /**
   * See {@code FeedApi.poll}; an interruption ends it. After a call that did not reach the cloud it
   * is not asked to wait, so that everybody knows at once when it is back.
   *
   * @param after null to begin with the feed's first entry
   */
  public FeedPage pollFeed(@Nullable FeedCursor after, Duration wait, int limit) {
    var epoch = after == null ? null : after.epoch();
    var sequence = after == null ? 0 : after.sequence();
    var seconds = circuit.trouble() == null ? (int) wait.toSeconds() : 0;
    return answer(
        circuit.background(
            () ->
                await(
                    feed.poll(epoch, sequence, seconds, limit), FEED_ANSWER.plusSeconds(seconds))));
  }

  /** See {@code FeedApi.acknowledge}. */
  public void acknowledgeFeed(FeedCursor cursor) {
    answer(
        circuit.background(
            () ->
                await(
                    CompletableFuture.supplyAsync(
                        () -> {
                          feed.acknowledge(cursor);
                          return Boolean.TRUE;
                        },
                        Thread::startVirtualThread),
                    FEED_ANSWER)));
  }

  private static <T> T await(CompletionStage<T> stage, Duration deadline) throws Exception {
    var answer = stage.toCompletableFuture();
    try {
      return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private void run(Runnable call) {
    answer(
        () -> {
          call.run();
          return Boolean.TRUE;
        });
  }

  private <T> T answer(Callable<T> call) {
    return answer(circuit.call(call));
  }

  private static <T> T answer(CloudCall<T> call) {
    return switch (call) {
      case Answered<T>(var answer) -> answer;
      case Refused<T>(var problem) -> throw CloudCircuit.forCallers(problem);
      case NotSent<T>(var problem) -> throw problem;
      case NoAnswer<T>(var problem) -> throw CloudCircuit.forCallers(problem);
    };
  }
}
