package io.dinggate.local.message;

import io.dinggate.local.binding.StaffRef;
import io.dinggate.local.message.CloudNews.Said;
import io.dinggate.local.platform.Caller;
import io.dinggate.local.testing.PlainDatabase;
import io.dinggate.local.testing.SettableClock;
import io.dinggate.local.webhook.Webhooks;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.MessageId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.DepartmentStatus;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.message.SendBatch;
import io.dinggate.model.message.SendOptions;
import io.dinggate.model.message.TextContent;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Backoff;
import io.dinggate.platform.keys.IndexKey;
import io.dinggate.platform.keys.Sealer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The messages of a site on a real database, without the service; the cloud is a script. */
final class MessageStage {

  static final CorpId CORP = new CorpId("ding-example");
  static final CorpId FOREIGN = new CorpId("ding-foreign");
  static final UserRef ANNA = user("anna");
  static final UserRef BEN = user("ben");
  static final Caller BOOKS = new Caller.ClientCaller("books", Set.of());
  static final Caller OPERATOR = new Caller.ClientCaller("ops", Set.of("operator"));
  static final Duration LEASE = Duration.ofMinutes(2);
  static final Duration GIVE_UP = Duration.ofDays(3);

  /** One announcement to a client. */
  record Announced(String owner, String id, String type, String data) {}

  /** One for all tests of a run, which come one after the other: it begins empty. */
  private static final PlainDatabase DATABASE = PlainDatabase.create();

  final PlainDatabase database;
  final SettableClock clock = new SettableClock();
  final ScriptedCloud cloud = new ScriptedCloud();
  final List<Announced> announced = new ArrayList<>();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Map<StaffRef, UserRef> bindings = new HashMap<>();
  final Set<UserRef> gone = new HashSet<>();
  final MessageRows rows = new MessageRows(new Sealer(Map.of("k1", new byte[32]), "k1"));
  final NewMessages newMessages = new NewMessages(database.jdbc(), rows);
  final MessageBook book = new MessageBook(database.jdbc(), rows);
  final MessageHistory history = new MessageHistory(database.jdbc());
  final MessageLedger ledger =
      new MessageLedger(database.jdbc(), history, new NotedWebhooks(), clock);
  final CloudNews news = new CloudNews(book, ledger);
  final MessageViews views = new MessageViews(book, history);
  final MessageLists lists = new MessageLists(database.jdbc(), rows);
  final Standings standings = new Standings(database.jdbc());
  final Outgoing outgoing = new Outgoing(database.jdbc(), rows);

  int batch = SendBatch.MAX_MESSAGES;
  int batchBytes = 1_000_000;
  int perCaller = 3;
  double random = 1;

  final Config config = new Config();
  final Outbox outbox = new Outbox(database.jdbc(), config, clock);
  final OutboxClaims claims = new OutboxClaims(database.jdbc(), config, clock);
  final Settlement settlement = new Settlement(book, ledger, news, outbox, claims);
  final MessageWishes wishes = new MessageWishes(book, ledger, outbox);
  final MessageDrafts drafts =
      new MessageDrafts(new Book(), new IndexKey(new byte[32]), config, clock);
  final MessagePreviews previews = new MessagePreviews(drafts, cloud);
  final MessageEvents events = new MessageEvents(standings, config, clock);

  MessageStage() {
    this(DATABASE);
    database.run("truncate message cascade");
  }

  /** On a database of one's own, with whatever is in it. */
  MessageStage(PlainDatabase database) {
    this.database = database;
    super();
  }

  Forwarding forwarding() {
    return new Forwarding(
        claims,
        outgoing,
        cloud,
        new InTransactions(),
        new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), () -> random),
        config,
        clock,
        meters);
  }

  /** Every step of a settlement is a transaction, as in the service. */
  private final class InTransactions extends Settlement {

    InTransactions() {
      super(book, ledger, news, outbox, claims);
    }

    @Override
    void answered(Parcel parcel, io.dinggate.model.message.MessageStatus status) {
      database.run(() -> super.answered(parcel, status));
    }

    @Override
    void refused(Parcel parcel, ApiException problem) {
      database.run(() -> super.refused(parcel, problem));
    }

    @Override
    void expired(Parcel parcel) {
      database.run(() -> super.expired(parcel));
    }

    @Override
    void cancelled(Parcel parcel) {
      database.run(() -> super.cancelled(parcel));
    }

    @Override
    void gaveUp(Parcel parcel, ApiException problem) {
      database.run(() -> super.gaveUp(parcel, problem));
    }
  }

  /** A stored text to those recipients, queued for the cloud. */
  UUID stored(Recipient... recipients) {
    return stored(null, recipients);
  }

  UUID stored(SendOptions options, Recipient... recipients) {
    var request = request(options, recipients);
    var draft =
        drafts.of(
            BOOKS, new MessageId(UUID.randomUUID().toString()), request, drafts.hash(request));
    if (!newMessages.add(draft)) {
      throw new IllegalStateException("the key is taken");
    }
    return draft.message().id();
  }

  static PutMessage request(SendOptions options, Recipient... recipients) {
    return new PutMessage(List.of(recipients), new TextContent("hello"), null, options);
  }

  /** A stored message as it stands. */
  Message message(UUID id) {
    return database.call(() -> book.lock(id).orElseThrow());
  }

  /** What happened to it. */
  List<String> happened(UUID id) {
    return history.of(message(id)).stream()
        .map(
            line ->
                line.what().wire()
                    + (line.state() == null ? "" : " " + line.state().wire() + " " + line.count()))
        .toList();
  }

  /** State and reason of each recipient. */
  List<String> recipients(UUID id) {
    return book.deliveries(id).stream()
        .map(row -> row.state().wire() + (row.reason() == null ? "" : "(" + row.reason() + ")"))
        .toList();
  }

  /** The cloud tells. */
  void tell(UUID id, long version, boolean closed, RecipientStatus... recipients) {
    database.run(() -> news.apply(id, new Said(version, closed, List.of(recipients), List.of())));
  }

  void tell(UUID id, long version, List<RecipientStatus> people, DepartmentStatus... departments) {
    database.run(() -> news.apply(id, new Said(version, false, people, List.of(departments))));
  }

  long inTheOutbox() {
    return database.number("select count(*) from message_outbox");
  }

  static UserRef user(String id) {
    return new UserRef(CORP, new UserId(id));
  }

  static Recipient to(UserRef user) {
    return new Recipient(user.corp(), user.userId(), null, null, null);
  }

  static Recipient to(StaffRef staff) {
    return new Recipient(null, null, staff.tenantId(), staff.staffId(), null);
  }

  static Recipient to(DepartmentRef department) {
    return new Recipient(department.corp(), null, null, null, department.departmentId());
  }

  /** What the site knows of people. */
  private final class Book implements Addresses {

    @Override
    public Map<StaffRef, UserRef> resolve(Set<StaffRef> staff) {
      var bound = new HashMap<>(bindings);
      bound.keySet().retainAll(staff);
      return bound;
    }

    @Override
    public Set<UserRef> gone(Set<UserRef> users) {
      var left = new HashSet<>(gone);
      left.retainAll(users);
      return left;
    }

    @Override
    public boolean mayBeOurs(CorpId corp) {
      return !corp.equals(FOREIGN);
    }

    @Override
    public void require(CorpId corp) {
      if (!mayBeOurs(corp)) {
        throw new ApiException(ErrorCode.CORP_NOT_ALLOWED);
      }
    }
  }

  /** As the defaults are, mostly. */
  final class Config implements MessageConfig, MessageConfig.Forward, MessageConfig.Events {

    @Override
    public Duration retention() {
      return Duration.ofDays(90);
    }

    @Override
    public Forward forward() {
      return this;
    }

    @Override
    public Events events() {
      return this;
    }

    @Override
    public int workers() {
      return 2;
    }

    @Override
    public int batch() {
      return batch;
    }

    @Override
    public int batchBytes() {
      return batchBytes;
    }

    @Override
    public Duration poll() {
      return Duration.ofMillis(10);
    }

    @Override
    public Duration lease() {
      return LEASE;
    }

    @Override
    public Duration retryMin() {
      return Duration.ofMillis(1);
    }

    @Override
    public Duration retryMax() {
      return Duration.ofMillis(4);
    }

    @Override
    public Duration giveUpAfter() {
      return GIVE_UP;
    }

    @Override
    public Duration warnAfter() {
      return Duration.ofMinutes(5);
    }

    @Override
    public Duration heartbeat() {
      return Duration.ofSeconds(15);
    }

    @Override
    public Duration longest() {
      return Duration.ofMinutes(5);
    }

    @Override
    public int perCaller() {
      return perCaller;
    }
  }

  private final class NotedWebhooks implements Webhooks {
    @Override
    public void announce(String owner, String id, String type, String data) {
      announced.add(new Announced(owner, id, type, data));
    }

    @Override
    public void announceEvent(String event, String id, String type, String data) {
      throw new UnsupportedOperationException();
    }
  }
}
