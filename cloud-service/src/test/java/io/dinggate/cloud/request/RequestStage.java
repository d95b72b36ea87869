package io.dinggate.cloud.request;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dinggate.cloud.directory.DirectoryLookups;
import io.dinggate.cloud.feed.Feed;
import io.dinggate.cloud.message.MessageAcceptance;
import io.dinggate.cloud.platform.SqlUnit;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.registry.Site;
import io.dinggate.cloud.registry.SiteCorp;
import io.dinggate.cloud.registry.Snapshot;
import io.dinggate.cloud.request.RequestTable.NewRequest;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.cloud.site.Sites;
import io.dinggate.cloud.testing.MovableClock;
import io.dinggate.cloud.testing.SqliteFile;
import io.dinggate.model.AppId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.MessageId;
import io.dinggate.model.RequestId;
import io.dinggate.model.SiteId;
import io.dinggate.model.UserRef;
import io.dinggate.model.directory.DirectoryDepartment;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.feed.FeedItem;
import io.dinggate.model.feed.RequestDone;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.request.RequestResult;
import io.dinggate.platform.keys.Sealer;
import io.dinggate.platform.problem.StrictJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.validation.Validation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Requests on a database of their own, with a directory that does as told. */
final class RequestStage implements AutoCloseable {

  static final SiteId EAST = new SiteId("east");
  static final SiteId WEST = new SiteId("west");
  static final String USER =
      "{\"kind\":\"user\",\"user\":{\"corp\":\"dingeast\",\"userId\":\"wangfang\"}}";

  final MovableClock clock = new MovableClock();
  final SqliteFile database;
  final RequestConfig config;
  final RequestBodies bodies;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final List<Told> told = new CopyOnWriteArrayList<>();
  final List<SiteId> woken = new CopyOnWriteArrayList<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<MessageId> messages = new CopyOnWriteArrayList<>();

  /** What happens when DingTalk is asked for that user. */
  volatile Consumer<CallingSite> asking = _ -> {};

  /** What the database does with the end of a request. */
  volatile Runnable ending = () -> {};

  volatile List<Site> sites = List.of(site("east"), site("west"));
  RequestWorker worker;

  RequestStage(Path directory, String... settings) {
    database = new SqliteFile(directory);
    config = config(settings);
    bodies =
        new RequestBodies(
            new Sealer(Map.of("k1", new byte[32]), "k1"),
            json(),
            Validation.buildDefaultValidatorFactory().getValidator());
    start();
  }

  /** What one site was told. */
  record Told(SiteId site, RequestId id, RequestResult result) {}

  static RequestConfig config(String... settings) {
    Map<String, String> values = new HashMap<>();
    for (var i = 0; i < settings.length; i += 2) {
      values.put("dinggate.request." + settings[i], settings[i + 1]);
    }
    return new SmallRyeConfigBuilder()
        .withMapping(RequestConfig.class)
        .withSources(new PropertiesConfigSource(values, "test", 100))
        .build()
        .getConfigMapping(RequestConfig.class);
  }

  private static ObjectMapper json() {
    var json =
        new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    StrictJson.apply(json);
    return json;
  }

  /** Begins with what the database holds, as a new process does. */
  void start() {
    var runner =
        new RequestRunner(
            bodies,
            new Messages(),
            new Directory(),
            () -> new Snapshot(List.of(Sites.suite(), Sites.internal(Sites.HR)), sites),
            new Ends(),
            new RecordingFeed(),
            config,
            clock,
            meters);
    worker = new RequestWorker(runner, database, config, clock);
  }

  static Site site(String id) {
    return new Site(
        new SiteId(id),
        id + "-client",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(new SiteCorp(Sites.EAST, Sites.HR, Sites.HR, List.of(Sites.HR))),
        Sites.HR);
  }

  /** Stores a request, as the intake does. */
  void store(SiteId site, String id, String body) {
    var request = new RequestId(id);
    var row =
        new NewRequest(
            site, request, "user", "user:1", bodies.seal(site, request, body), clock.instant());
    database.sql(connection -> RequestTable.insert(connection, row));
  }

  /** Works on what is due now, until nothing is under way any more. */
  void work() {
    worker.look();
    await().until(() -> worker.underWay() == 0);
  }

  List<String> states() {
    return column("select state from request order by site, id");
  }

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

  /** How the database goes about a query. */
  String plan(String sql) {
    return database.query(
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery("explain query plan " + sql)) {
            var plan = new StringBuilder();
            while (rows.next()) {
              plan.append(rows.getString("detail")).append('\n');
            }
            return plan.toString();
          }
        });
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }

  private final class Directory implements DirectoryLookups {
    @Override
    public DirectoryUser user(CallingSite site, UserRef user, AppId app) {
      var by = site.loginApp(user.corp(), app);
      asked.add(site.id() + " " + user);
      asking.accept(site);
      return new DirectoryUser(
          user.corp(), user.userId(), by.id(), null, "n", null, null, List.of(1L), true);
    }

    @Override
    public List<DirectoryDepartment> departments(
        CallingSite site, DepartmentRef parent, AppId app) {
      site.loginApp(parent.corp(), app);
      return List.of(new DirectoryDepartment(parent.corp(), 2, "d", parent.departmentId()));
    }
  }

  private final class Messages implements MessageAcceptance {
    @Override
    public void accept(CallingSite site, MessageId id, SendMessage message, Afterwards afterwards) {
      message.recipients().forEach(user -> site.messageApp(user.corp(), message.app()));
      new Ends()
          .sql(
              connection -> {
                var status =
                    new MessageStatus(
                        id, DeliveryState.QUEUED, clock.instant(), 1, false, List.of(), List.of());
                afterwards.run(connection, status);
                return true;
              });
      messages.add(id);
    }
  }

  /** The database, whose commits a test can have fail. */
  private final class Ends implements Writes {
    @Override
    public <T> T sql(SqlUnit<T> unit) {
      return database.sql(
          connection -> {
            var result = unit.run(connection);
            ending.run();
            return result;
          });
    }

    @Override
    public <T> T followUp(SqlUnit<T> unit) {
      return sql(unit);
    }
  }

  /** Writes down what sites are told. */
  private final class RecordingFeed implements Feed {
    @Override
    public void append(Connection connection, SiteId site, FeedItem item) {
      var done = (RequestDone) item;
      ending.run(); // what is not committed was never told
      told.add(new Told(site, done.request(), done.result()));
    }

    @Override
    public void appendPayload(Connection connection, SiteId site, String payload, int size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void wake(SiteId site) {
      woken.add(site);
    }
  }
}
