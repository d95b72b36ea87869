package io.dinggate.cloud.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.cloud.app.AccessTokens;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.dingtalk.SendResult;
import io.dinggate.cloud.dingtalk.SendResult.Fate;
import io.dinggate.cloud.dingtalk.UserDetail;
import io.dinggate.cloud.feed.Feed;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.testing.NoDingTalk;
import io.dinggate.model.CorpId;
import io.dinggate.model.SiteId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import io.dinggate.model.feed.FeedItem;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.RecipientStatus;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.assertj.core.groups.Tuple;

/** What happens after messages were sent, on a {@link MessageStage}. */
final class AfterSendStage implements AutoCloseable {

  private static final Pattern OURS =
      Pattern.compile("(receipts|recalls|departments)[.].*|max-people|preview-lookups");

  final MessageStage messages;
  final AfterSendConfig config;

  /** What was asked, as {@code result 4711}, in its order. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** What has become of people, by user id. */
  final Map<String, Fate> fates = new ConcurrentHashMap<>();

  /** What a question comes to instead of an answer, by its first word. */
  final Map<String, DingTalkFailure> failures = new ConcurrentHashMap<>();

  final Map<Long, List<Long>> children = new ConcurrentHashMap<>();
  final Map<Long, List<String>> members = new ConcurrentHashMap<>();
  final List<SiteId> woken = new CopyOnWriteArrayList<>();

  volatile boolean finished = true;
  volatile Runnable duringCall = () -> {};

  ReceiptWorker receiptWorker;
  Receipts receipts;
  Recalls recalls;
  RecallWorker recallWorker;
  DepartmentWorker departments;
  MessageClosing closing;
  Previews previews;

  AfterSendStage(Path directory, String... settings) {
    messages = new MessageStage(directory, some(false, settings));
    config = config(some(true, settings));
    start();
  }

  /** The keys, with their values, that are ours; or those that are not. */
  private static String[] some(boolean ours, String... keysAndValues) {
    var some = new ArrayList<String>();
    for (var i = 0; i < keysAndValues.length; i += 2) {
      if (OURS.matcher(keysAndValues[i]).matches() == ours) {
        some.add(keysAndValues[i]);
        some.add(keysAndValues[i + 1]);
      }
    }
    return some.toArray(new String[0]);
  }

  static AfterSendConfig config(String... keysAndValues) {
    Map<String, String> settings = new HashMap<>();
    settings.put("dinggate.message.queries-per-second", "1000");
    for (var i = 0; i < keysAndValues.length; i += 2) {
      settings.put("dinggate.message." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return new SmallRyeConfigBuilder()
        .withMapping(AfterSendConfig.class)
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build()
        .getConfigMapping(AfterSendConfig.class);
  }

  /** Begins with what the database holds, as a new process does. */
  void start() {
    var database = messages.database;
    var writes = new BreakableWrites(database, messages.broken::get);
    var feed = new WakeFeed();
    var dingTalk = new Script();
    var queries =
        new Queries(
            new CountedAccessTokens(new Tokens(), messages.monthly),
            () -> messages.registry.snapshot(),
            new AddressBudget(messages.config, messages.clock),
            config);
    var resends = new Resends(config, messages.config);
    receipts = new Receipts(writes, messages.book, messages.changes, resends, feed, messages.clock);
    receiptWorker =
        new ReceiptWorker(
            database,
            writes,
            messages.banEnd::get,
            receipts,
            queries,
            messages.monthly,
            dingTalk,
            config,
            messages.clock,
            messages.meters);
    recalls =
        new Recalls(
            database,
            writes,
            messages.book,
            messages.changes,
            messages.steps,
            feed,
            config,
            messages.clock);
    recallWorker =
        new RecallWorker(
            database,
            writes,
            messages.banEnd::get,
            recalls,
            queries,
            dingTalk,
            config,
            messages.clock,
            messages.meters);
    var walk = new DepartmentWalk(dingTalk, queries, messages.clock);
    departments =
        new DepartmentWorker(
            database,
            writes,
            messages.book,
            messages.expansions,
            walk,
            () -> messages.registry.snapshot(),
            feed,
            messages.signal,
            messages.banEnd::get,
            config,
            messages.clock);
    closing =
        new MessageClosing(
            database, writes, messages.book, messages.changes, feed, config, messages.clock);
    previews =
        new Previews(
            database,
            messages.bodies,
            walk,
            queries,
            dingTalk,
            messages.config,
            config,
            messages.clock);
  }

  void pass(Duration time) {
    messages.clock.advance(time);
  }

  /** Reads what is due now. */
  List<String> read() {
    var before = asked.size();
    receiptWorker.look();
    return List.copyOf(asked.subList(before, asked.size()));
  }

  /** State and reason of each recipient, in the order of the message. */
  List<Tuple> standings(String id) {
    return messages.status(id).recipients().stream()
        .map(recipient -> Tuple.tuple(recipient.state(), recipient.reason()))
        .toList();
  }

  List<DeliveryState> deliveryStates(String id) {
    return messages.status(id).recipients().stream().map(RecipientStatus::state).toList();
  }

  /** How many entries the feed has of any message. */
  int told() {
    return messages.told.size();
  }

  void assertClosed(String id) {
    assertThat(messages.status(id).closed()).as("closed").isTrue();
    assertThat(messages.told.getLast().closed()).as("told that it is closed").isTrue();
  }

  @Override
  public void close() throws SQLException {
    messages.close();
  }

  private static final class Tokens implements AccessTokens {
    @Override
    public <T> T call(App app, CorpId corp, Function<String, T> use) {
      return use.apply(app.id() + "@" + corp);
    }
  }

  private final class WakeFeed implements Feed {
    @Override
    public void appendPayload(Connection connection, SiteId site, String payload, int size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void append(Connection connection, SiteId site, FeedItem item) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void wake(SiteId site) {
      woken.add(site);
    }
  }

  private final class Script extends NoDingTalk {

    private void ask(String question, Object about) {
      asked.add(question + " " + about);
      duringCall.run();
      var failure = failures.getOrDefault(question + " " + about, failures.get(question));
      if (failure != null) {
        throw new DingTalkException(question, failure);
      }
    }

    @Override
    public SendResult sendResult(String token, long agentId, long taskId) {
      assertThat(agentId).isEqualTo(990001L);
      ask("result", taskId);
      return new SendResult(fates);
    }

    @Override
    public boolean sendFinished(String token, long agentId, long taskId) {
      ask("progress", taskId);
      return finished;
    }

    @Override
    public void recall(String token, long agentId, long taskId) {
      ask("recall", taskId);
    }

    @Override
    public List<Long> subDepartments(String token, long department) {
      ask("children", department);
      return children.getOrDefault(department, List.of());
    }

    @Override
    public List<UserId> departmentUsers(String token, long department) {
      ask("members", department);
      return members.getOrDefault(department, List.of()).stream().map(UserId::new).toList();
    }

    @Override
    public UserDetail user(String token, UserId userId) {
      ask("user", userId);
      return new UserDetail(userId, new UnionId("un"), "", null, null, List.of(), true);
    }
  }
}
