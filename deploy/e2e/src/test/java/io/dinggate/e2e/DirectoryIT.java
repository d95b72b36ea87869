package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.platform.testing.Randomly;
import io.dinggate.sandbox.World;
import io.dinggate.sandbox.World.Corp;
import io.dinggate.sandbox.World.Department;
import io.dinggate.sandbox.World.Membership;
import io.dinggate.sandbox.World.Person;
import io.dinggate.sandbox.http.Journal;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A site reads a whole corp into its own directory, killed meanwhile, and finds and repairs what
 * has become different since: in the end both say the same, and DingTalk was asked no faster than
 * is configured.
 */
class DirectoryIT {

  private static final String LIST_USERS = "/topapi/v2/user/list";
  private static final String LIST_DEPARTMENTS = "/topapi/v2/department/listsub";
  private static final String GET_USER = "/topapi/v2/user/get";

  private static final String VENDOR = "dingvendor000001";
  private static final long FIRST_DEPARTMENT = 1_000;
  private static final int BELOW_EACH = 7;
  private static final int PAGE = 100;
  private static final int CALLS_PER_SECOND = 10;
  private static final Duration READ_WITHIN = Duration.ofMinutes(20);

  private final int people = Randomly.count("people of the directory", 1_200, 50_000);
  private final int departments = Randomly.count("departments of the directory", 20, 200);
  private final int kills = Randomly.count("kills while the directory is read", 2, 10);
  private final RandomGenerator random = Randomly.forPurpose("the directory");
  private Stack stack;
  private ApiClient erp;

  @BeforeEach
  void start() {
    stack =
        Stack.builder()
            .home(Path.of("../.."))
            .directory(Path.of("target/stack-directory"))
            .directories()
            .world(this::withCrowd)
            .cloudSetting("dinggate.directory.calls-per-second", "" + CALLS_PER_SECOND)
            .localSetting("dinggate.cloud.connect-timeout", "PT1S")
            .localSetting("dinggate.cloud.read-timeout", "PT8S")
            .localSetting("dinggate.directory.lease", "PT10S")
            .localSetting("dinggate.directory.poll", "PT0.1S")
            .localSetting("dinggate.directory.retry-max", "PT2S")
            .localSetting("dinggate.directory.run-again", "PT1S") // until the corp has authorised
            .start();
    new DingTalkSide(stack.sandbox()).introduceApps();
    erp = Erp.of(stack, Stack.EAST);
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  @Test
  void directoryIsReadThroughKillsAndKeptEqual() throws SQLException {
    var begin = System.nanoTime();
    readUnderKills();
    var first = awaitCompleteRunAfter(0);
    var seconds = (System.nanoTime() - begin) / 1e9;
    assertSame();
    var sync = sync();
    assertThat(sync.get("added")).as("added").isEqualTo((long) expected().size());
    assertThat(sync.get("given_up")).isZero();
    var lists = calls(LIST_USERS);
    var least = leastListCalls();
    assertThat(lists)
        .as("pages, and those that were lost with a process")
        .isBetween(least, least + kills);
    assertEven(LIST_USERS);
    assertEven(LIST_DEPARTMENTS);
    System.out.printf(
        "[measured] %,d people in %,d departments: %.0f s, %d kills, %,d + %,d calls%n",
        people, departments, seconds, kills, lists, calls(LIST_DEPARTMENTS));

    var drift = drift();
    runNow();
    awaitCompleteRunAfter(first);
    assertSame();
    var second = sync();
    assertThat(second.get("added")).as("added").isEqualTo(drift.get("added"));
    assertThat(second.get("changed")).as("changed").isEqualTo(drift.get("changed"));
    assertThat(second.get("gone")).as("gone").isEqualTo(drift.get("gone"));
    assertThat(calls(GET_USER)).as("only who is missing is asked for").isEqualTo(drift.get("gone"));
    System.out.printf("[measured] drift found and repaired: %s%n", drift);
  }

  /** Kills the site at random moments; after each it goes on where it was. */
  private void readUnderKills() throws SQLException {
    for (var kill = 1; kill <= kills; kill++) {
      var enough = (long) people * kill / (kills + 2);
      await()
          .atMost(READ_WITHIN)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> users() >= enough);
      stack.local(Stack.EAST).kill9();
      assertThat(number("select count(*) from directory_step")).as("left to read").isPositive();
      stack.local(Stack.EAST).restart();
    }
  }

  private long users() throws SQLException {
    return number("select coalesce(sum(users), 0) from directory_sync");
  }

  /** The number of the first run after that one that could read everything. */
  private long awaitCompleteRunAfter(long before) {
    var complete =
        "select coalesce(max(run), 0) from directory_sync where state = 'COMPLETE' and run > "
            + before;
    return await()
        .atMost(READ_WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> number(complete), run -> run > 0);
  }

  private void runNow() throws SQLException {
    execute("update directory_sync set next_at = now() - interval '1 second'");
  }

  /** Makes the two different, on both sides; answers what there is to find. */
  private Map<String, Long> drift() throws SQLException {
    var changes = new TreeMap<String, Long>();
    var some = Math.max(5, people / 1_000);
    var victims = random.ints(0, people).distinct().limit(3L * some).boxed().toList();
    for (var number : victims.subList(0, some)) {
      stack.sandbox().leave(Somebody.EAST_CORP, userId(number));
    }
    for (var number : victims.subList(some, 2 * some)) {
      var person = person(number);
      stack
          .sandbox()
          .putPerson(
              new Person(
                  person.id(),
                  "新" + number,
                  person.nick(),
                  person.mobile(),
                  person.email(),
                  person.unionIds(),
                  person.openIds(),
                  person.memberships()));
    }
    for (var number : victims.subList(2 * some, 3 * some)) {
      execute("delete from users where user_id = '" + userId(number) + "'");
    }
    for (var number = people; number < people + some; number++) {
      stack.sandbox().putPerson(person(number));
    }
    changes.put("gone", (long) some);
    changes.put("changed", (long) some);
    changes.put("added", 2L * some);
    return changes;
  }

  /** By the site's own API, page by page, against what the sandbox's suite may see. */
  private void assertSame() {
    erp.authenticate();
    var found = new TreeMap<String, String>();
    var cursor = "";
    do {
      var page =
          erp.post(
                  "/api/v1/users/search",
                  "{\"corp\":\"%s\",\"limit\":100%s}".formatted(Somebody.EAST_CORP, cursor))
              .json();
      page.path("items").forEach(user -> found.put(user.path("userId").asText(), described(user)));
      cursor = page.has("next") ? ",\"cursor\":\"" + page.path("next").asText() + "\"" : null;
    } while (cursor != null);
    assertThat(found).isEqualTo(expected());
  }

  private static String described(JsonNode user) {
    return user.path("name").asText() + " in " + user.path("departments");
  }

  private Map<String, String> expected() {
    var expected = new TreeMap<String, String>();
    for (var person : stack.sandbox().people()) {
      for (var membership : person.memberships()) {
        if (membership.corpId().equals(Somebody.EAST_CORP)
            && !membership.external()
            && !membership.left()
            && !membership.hiddenFrom().contains("suite-main")) {
          expected.put(
              membership.userId(),
              person.name() + " in " + membership.departments().toString().replace(" ", ""));
        }
      }
    }
    return expected;
  }

  /** Every department has a page at least, and a further one for each hundred people more. */
  private long leastListCalls() {
    var members = new TreeMap<Long, Integer>();
    stack.sandbox().world().corp(Somebody.EAST_CORP).departments().stream()
        .filter(department -> !department.hiddenFrom().contains("suite-main"))
        .forEach(department -> members.put(department.deptId(), 0));
    IntStream.range(0, people)
        .forEach(number -> members.merge(department(number), 1, Integer::sum));
    return members.values().stream()
        .mapToLong(count -> Math.max(1, Math.ceilDiv(count, PAGE)))
        .sum();
  }

  /** Calls may be late on their way, so that the next one is nearer; hardly ever by much. */
  private void assertEven(String path) {
    var times =
        stack.sandbox().journal().entries().stream()
            .filter(entry -> entry.path().equals(path))
            .map(Journal.Entry::at)
            .sorted()
            .toList();
    for (var first = 0; first + CALLS_PER_SECOND < times.size(); first++) {
      assertThat(Duration.between(times.get(first), times.get(first + CALLS_PER_SECOND)))
          .as("the time of one call more than a second may have, to %s", path)
          .isGreaterThan(Duration.ofMillis(700));
    }
  }

  private long calls(String path) {
    return stack.sandbox().journal().calls(path);
  }

  private Map<String, Long> sync() throws SQLException {
    var columns = List.of("users", "added", "changed", "gone", "given_up");
    var values = new TreeMap<String, Long>();
    for (var column : columns) {
      values.put(column, number("select " + column + " from directory_sync"));
    }
    return values;
  }

  private World withCrowd(World world) {
    var corps =
        world.corps().stream()
            .map(corp -> corp.corpId().equals(Somebody.EAST_CORP) ? withDepartments(corp) : corp)
            .toList();
    var all = new ArrayList<>(world.people());
    IntStream.range(0, people).mapToObj(this::person).forEach(all::add);
    return new World(world.suites(), world.internalApps(), corps, all, world.sites());
  }

  /** A tree in which each department has so many right below it. */
  private Corp withDepartments(Corp corp) {
    var all = new ArrayList<>(corp.departments());
    LongStream.range(0, departments)
        .mapToObj(
            number ->
                new Department(
                    FIRST_DEPARTMENT + number,
                    "部门" + number,
                    number == 0 ? 2 : FIRST_DEPARTMENT + (number - 1) / BELOW_EACH,
                    List.of()))
        .forEach(all::add);
    return new Corp(corp.corpId(), corp.name(), corp.englishName(), corp.agents(), all);
  }

  private long department(int number) {
    return FIRST_DEPARTMENT + number % departments;
  }

  private static String userId(int number) {
    return "crowd-" + number;
  }

  private Person person(int number) {
    var id = userId(number);
    return new Person(
        id,
        "群" + number,
        "群" + number,
        "138%08d".formatted(number),
        id + "@crowd.example",
        Map.of(VENDOR, "unCrowd" + number),
        Map.of(),
        List.of(
            new Membership(
                Somebody.EAST_CORP,
                id,
                "职员",
                "C" + number,
                List.of(department(number)),
                false,
                false,
                false,
                List.of())));
  }

  private long number(String query) throws SQLException {
    var database = stack.database(Stack.EAST);
    try (var connection =
            DriverManager.getConnection(database.url(), database.username(), database.password());
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void execute(String change) throws SQLException {
    var database = stack.database(Stack.EAST);
    try (var connection =
            DriverManager.getConnection(database.url(), database.username(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(change);
    }
  }
}
