package io.dinggate.cloud.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.with;

import io.dinggate.cloud.app.AccessTokens;
import io.dinggate.cloud.app.Authorisation;
import io.dinggate.cloud.app.AuthorisationState;
import io.dinggate.cloud.app.Authorisations;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.feed.Feed;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.registry.Site;
import io.dinggate.cloud.registry.SiteCorp;
import io.dinggate.cloud.registry.Snapshot;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.cloud.site.Sites;
import io.dinggate.cloud.testing.NoDingTalk;
import io.dinggate.cloud.testing.SqliteFile;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.MessageId;
import io.dinggate.model.SiteId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.feed.FeedItem;
import io.dinggate.model.feed.MessageChanged;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.message.SendOptions;
import io.dinggate.model.message.TemplateContent;
import io.dinggate.model.message.TextContent;
import io.dinggate.platform.Backoff;
import io.dinggate.platform.keys.IndexKey;
import io.dinggate.platform.keys.Sealer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The queue of messages on a database of its own, with a clock that stands still and a DingTalk
 * that does as told. Sites east and west both send to EAST by HR and to NORTH by the suite.
 */
final class MessageStage implements AutoCloseable {

  static final CorpId EAST = Sites.EAST;
  static final CorpId NORTH = Sites.NORTH;

  /** Noon in Shanghai. */
  static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");

  final StillClock clock = new StillClock(NOON);
  final SqliteFile database;
  final MessageConfig config;
  final MessageBodies bodies =
      new MessageBodies(new Sealer(Map.of("k1", new byte[32]), "k1"), new IndexKey(new byte[32]));
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final QueueSignal signal = new QueueSignal();
  final SendPauses pauses = new SendPauses();
  final AtomicReference<Optional<RuntimeException>> broken =
      new AtomicReference<>(Optional.empty());
  final AtomicReference<Optional<Instant>> banEnd = new AtomicReference<>(Optional.empty());
  final List<MessageChanged> told = new CopyOnWriteArrayList<>();
  final List<SiteId> woken = new CopyOnWriteArrayList<>();
  final List<Call> calls = new CopyOnWriteArrayList<>();
  final List<TaskState> seenWhileSending = new CopyOnWriteArrayList<>();

  private final AtomicLong taskIds = new AtomicLong(4710);

  /** What DingTalk does with a call; gives it a task id unless a test says otherwise. */
  volatile Function<Call, Long> sending = _ -> taskIds.incrementAndGet();

  /** What an app's access token comes to. */
  volatile Runnable fetching = () -> {};

  volatile Optional<Long> agentId = Optional.of(990001L);
  volatile Registry registry;
  MessageBook book;
  MessageChanges changes;
  MonthlyCalls monthly;
  TaskSteps steps;
  TaskOutcomes outcomes;
  TaskRunner runner;
  LostTasks lostTasks;
  Sending pause;
  MessageIntake intake;
  Dispatcher dispatcher;
  Expansions expansions;

  MessageStage(Path directory, String... settings) {
    database = new SqliteFile(directory);
    var withRoom =
        Stream.concat(Stream.of("recipients-per-minute", "1000000"), Stream.of(settings));
    config = MessageConfigs.of(withRoom.toArray(String[]::new));
    registry = () -> new Snapshot(List.of(Sites.suite(), Sites.internal(Sites.HR)), sites());
    start();
  }

  /** One call to DingTalk. */
  record Call(CorpId corp, long agentId, List<UserId> users, Object content, String token) {}

  /** Begins with what the database holds, as a new process does; its minutes begin as well. */
  void start() {
    var writes = new BreakableWrites(database, broken::get);
    var feed = new RecordingFeed();
    book = new MessageBook(database, bodies);
    changes = new MessageChanges(feed);
    monthly = new MonthlyCalls(database, config, clock, meters);
    steps = new TaskSteps(writes, database, book, changes, feed, signal, config, clock, meters);
    outcomes = new TaskOutcomes(steps);
    var backoff = new Backoff(config.retryFirst(), config.retryMost(), LONGEST);
    runner =
        new TaskRunner(
            steps,
            outcomes,
            book,
            bodies,
            () -> registry.snapshot(),
            authorisations(),
            new CountedAccessTokens(new Tokens(), monthly),
            new Dingtalk(),
            pauses,
            new Verdicts(backoff, clock),
            clock);
    lostTasks = new LostTasks(steps, clock);
    intake =
        new MessageIntake(
            writes, database, book, bodies, changes, steps, feed, signal, config, clock);
    expansions = new Expansions(config, bodies, changes, clock);
    lostTasks.atStart(null);
    pause = new Sending(database, database, signal, meters);
    pause.look();
    dispatcher =
        new Dispatcher(
            steps,
            runner,
            database,
            signal,
            new AddressBudget(config, clock),
            pauses,
            banEnd::get,
            pause,
            () -> registry.snapshot(),
            config,
            clock,
            meters);
    clock.advance(Duration.ofMinutes(1));
  }

  /** Always the longest pause, so that tests know it. */
  static final DoubleSupplier LONGEST = () -> 1;

  private static List<Site> sites() {
    return List.of(site("east"), site("west"));
  }

  private static Site site(String id) {
    return new Site(
        new SiteId(id),
        id + "-client",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(
            new SiteCorp(EAST, Sites.HR, Sites.HR, List.of(Sites.HR)),
            new SiteCorp(NORTH, Sites.SUITE, Sites.SUITE, List.of(Sites.SUITE))),
        Sites.SUITE);
  }

  CallingSite caller(String site) {
    var snapshot = registry.snapshot();
    return new CallingSite(snapshot.site(new SiteId(site)).orElseThrow(), snapshot);
  }

  /** Sends all that is due now, however many rounds the budgets ask for. */
  void send() {
    var wait = Duration.ZERO;
    while (wait.compareTo(Duration.ofSeconds(1)) < 0) {
      clock.advance(wait);
      wait = dispatcher.round();
      // A round takes about a millisecond, and a test may need a hundred of them.
      with()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .await()
          .until(() -> dispatcher.underWay() == 0);
    }
  }

  MessageStatus accept(String id, SendMessage message) {
    return intake.send(caller("east"), new MessageId(id), message);
  }

  MessageStatus status(String id) {
    return intake.status(caller("east"), new MessageId(id));
  }

  OpenMessage open(String id) {
    return book.find(new SiteId("east"), new MessageId(id)).orElseThrow();
  }

  static SendMessage text(String text, int people) {
    return text(text, people, null);
  }

  static SendMessage text(String text, int people, @Nullable SendOptions options) {
    return to(EAST, people, new TextContent(text), options);
  }

  static SendMessage template(int people, @Nullable SendOptions options) {
    return to(NORTH, people, new TemplateContent("tpl", Map.of("a", "b")), options);
  }

  static SendMessage to(
      CorpId corp, int people, MessageContent content, @Nullable SendOptions options) {
    var recipients =
        IntStream.range(0, people).mapToObj(i -> new UserRef(corp, new UserId("u" + i))).toList();
    return new SendMessage(recipients, List.of(), content, null, options);
  }

  static SendOptions atLeastOnce() {
    return new SendOptions(SendOptions.Delivery.AT_LEAST_ONCE, null, null, null, null, null);
  }

  static Function<Call, Long> failing(DingTalkFailure failure) {
    return _ -> {
      throw new DingTalkException("send", failure);
    };
  }

  List<TaskState> states() {
    return column("select state from task order by id").stream().map(TaskState::valueOf).toList();
  }

  /** The first column of a query's rows, as text. */
  List<String> column(String sql) {
    return database.query(
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
              values.add(rows.getString(1));
            }
            return values;
          }
        });
  }

  /** Every task in the queue, taken out of it. */
  List<Task> claimAll() {
    return steps.claim(column("select id from task where state = 'QUEUED' order by id"));
  }

  static Set<DeliveryState> recipientStates(MessageStatus status) {
    var states = new HashSet<DeliveryState>();
    status.recipients().forEach(recipient -> states.add(recipient.state()));
    return states;
  }

  static List<String> reasons(MessageStatus status) {
    return status.recipients().stream().map(RecipientStatus::reason).distinct().toList();
  }

  /** That the feed says the same as the message, with versions that grow by one. */
  void assertToldAll(String id) {
    var status = status(id);
    var mine = told.stream().filter(item -> item.message().value().equals(id)).toList();
    assertThat(mine)
        .extracting(MessageChanged::version)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(2, (int) status.version()).mapToObj(i -> (long) i).toList());
    for (var recipient : status.recipients()) {
      mine.stream()
          .flatMap(item -> item.recipients().stream())
          .filter(change -> change.user().equals(recipient.user()))
          .reduce((_, last) -> last)
          .ifPresent(last -> assertThat(last).isEqualTo(recipient));
    }
    if (!mine.isEmpty()) {
      assertThat(mine.getLast().closed()).isEqualTo(status.closed());
    }
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }

  private Authorisations authorisations() {
    return new Authorisations() {
      @Override
      public Optional<Authorisation> find(AppId app, CorpId corp) {
        throw new UnsupportedOperationException();
      }

      @Override
      public List<CorpId> corps(App app) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Authorisation require(App app, CorpId corp) {
        return new Authorisation(
            app.id(), corp, AuthorisationState.AUTHORISED, agentId.orElse(null), null);
      }
    };
  }

  /** Replays once after a rejected token, as the real ones do. */
  private final class Tokens implements AccessTokens {
    @Override
    public <T> T call(App app, CorpId corp, Function<String, T> use) {
      fetching.run();
      try {
        return use.apply(corp + "/1");
      } catch (DingTalkException e) {
        if (!(e.failure() instanceof DingTalkFailure.TokenRejected)) {
          throw e;
        }
      }
      fetching.run();
      return use.apply(corp + "/2");
    }
  }

  private final class Dingtalk extends NoDingTalk {
    @Override
    public long send(
        String token, long agentId, List<UserId> recipients, Map<String, Object> message) {
      return called(token, agentId, recipients, message);
    }

    @Override
    public long sendTemplate(
        String token,
        long agentId,
        String templateId,
        List<UserId> recipients,
        Map<String, String> variables) {
      return called(token, agentId, recipients, Map.of(templateId, variables));
    }

    private long called(String token, long agent, List<UserId> users, Object content) {
      seenWhileSending.addAll(
          states().stream().filter(state -> state == TaskState.SENDING).toList());
      var call =
          new Call(
              new CorpId(token.substring(0, token.indexOf('/'))), agent, users, content, token);
      calls.add(call);
      return sending.apply(call);
    }
  }

  /** Writes down what sites are told. */
  private final class RecordingFeed implements Feed {
    @Override
    public void appendPayload(Connection connection, SiteId site, String payload, int size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void append(Connection connection, SiteId site, FeedItem item) {
      told.add((MessageChanged) item);
    }

    @Override
    public void wake(SiteId site) {
      woken.add(site);
    }
  }
}
