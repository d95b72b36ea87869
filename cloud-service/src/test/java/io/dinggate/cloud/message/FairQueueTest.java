package io.dinggate.cloud.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.cloud.registry.AppKind;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairQueueTest {

  private static final Instant START = Instant.parse("2026-03-02T04:00:00Z");
  private static final AppId APP = new AppId("app");
  private static final AppId OTHER_APP = new AppId("other");
  private static final AppId SUITE = new AppId("suite");
  private static final CorpId CORP = new CorpId("ding1");
  private static final CorpId OTHER_CORP = new CorpId("ding2");
  private static final SiteId BIG = new SiteId("big");
  private static final SiteId SMALL = new SiteId("small");

  private final StillClock clock = new StillClock(START);
  private final SendPauses pauses = new SendPauses();
  private final Map<LaneKey, SortedSet<QueuedTask>> database = new HashMap<>();
  private final List<LaneKey> looks = new ArrayList<>();
  private int number;
  private FairQueue queue = queue();

  private FairQueue queue(String... settings) {
    var config = MessageConfigs.of(settings);
    return new FairQueue(
        config,
        this::heads,
        new AddressBudget(config, clock),
        pauses,
        app -> app.equals(SUITE) ? AppKind.SUITE : AppKind.INTERNAL,
        clock);
  }

  private List<QueuedTask> heads(LaneKey lane, boolean urgent, int limit) {
    looks.add(lane);
    return database.getOrDefault(lane, tree()).stream()
        .filter(task -> task.urgent() == urgent)
        .limit(limit)
        .toList();
  }

  private static SortedSet<QueuedTask> tree() {
    return new TreeSet<>(Comparator.comparing(QueuedTask::due).thenComparing(QueuedTask::id));
  }

  private void put(AppId app, CorpId corp, SiteId site, int count, int people) {
    for (var i = 0; i < count; i++) {
      put(app, corp, site, false, clock.instant(), people);
    }
  }

  private void put(AppId app, CorpId corp, SiteId site, boolean urgent, Instant due, int people) {
    var lane = new LaneKey(app, corp, site);
    var id = "%s-%s-%s-%s%05d".formatted(site, app, corp, urgent ? "!" : "", number++);
    database.computeIfAbsent(lane, _ -> tree()).add(new QueuedTask(id, urgent, due, people));
    queue.changed(List.of(lane));
  }

  /** Takes as the dispatcher does: what is taken is not in the database afterwards. */
  private List<String> take(int most) {
    var taken = queue.take(most);
    database.values().forEach(tasks -> tasks.removeAll(taken));
    return taken.stream().map(QueuedTask::id).toList();
  }

  /** All that goes out while that much time passes, in order. */
  private List<String> during(Duration time) {
    var end = clock.instant().plus(time);
    var all = new ArrayList<String>();
    while (clock.instant().isBefore(end)) {
      all.addAll(take(64));
      clock.advance(Duration.ofMillis(5));
    }
    return all;
  }

  private static long of(List<String> ids, Object site) {
    return ids.stream().filter(id -> id.startsWith(site + "-")).count();
  }

  @Test
  void nothingIsTakenTwiceOrLost() {
    put(APP, CORP, BIG, 200, 1);
    var ids = during(Duration.ofSeconds(15));

    assertThat(ids).hasSize(200).doesNotHaveDuplicates().isSorted();
    assertThat(queue.lanes()).isZero();
    assertThat(queue.nextTake()).isEqualTo(Instant.MAX);
  }

  @Test
  void singleMessageOfAnotherSiteGoesOutWithinOneRound() {
    put(APP, CORP, BIG, 5000, 1);
    during(Duration.ofSeconds(2));
    put(APP, CORP, SMALL, 1, 1);

    var next = during(Duration.ofMillis(200));
    assertThat(next.subList(0, 2)).anyMatch(id -> id.startsWith("small"));
  }

  @Test
  void sitesShareABudgetEqually() {
    put(APP, CORP, BIG, 5000, 1);
    put(APP, CORP, SMALL, 100, 1);
    clock.advance(Duration.ofSeconds(1));

    var ids = during(Duration.ofSeconds(2));
    assertThat(of(ids, SMALL)).isBetween(18L, 21L);
    assertThat(of(ids, BIG)).isBetween(18L, 21L);
  }

  @Test
  void recipientsOfAnAppAreSharedByPeopleAndNotByCalls() {
    put(APP, CORP, BIG, 1000, 100);
    put(APP, OTHER_CORP, SMALL, 1000, 1);
    clock.advance(Duration.ofMinutes(1));
    var ids = during(Duration.ofMinutes(1));

    assertThat(of(ids, BIG) * 100 + of(ids, SMALL)).isBetween(4900L, 5100L);
    assertThat(of(ids, SMALL)).as("as fast as one corp's calls allow").isGreaterThan(1000 - 5);
  }

  @Test
  void addressIsSharedByAllApps() {
    queue = queue("address-calls", "11", "address-window", "PT1S"); // one is kept for queries
    put(APP, CORP, BIG, 1000, 1);
    put(OTHER_APP, OTHER_CORP, BIG, 1000, 1);
    put(SUITE, CORP, SMALL, 1000, 1);
    clock.advance(Duration.ofSeconds(1));
    var ids = during(Duration.ofSeconds(10));

    assertThat(ids).hasSizeBetween(99, 101);
    assertThat(of(ids, SMALL)).isBetween(49L, 51L);
  }

  @Test
  void rateOfAnAppInACorpIsKept() {
    put(APP, CORP, BIG, 1000, 1);
    put(SUITE, CORP, BIG, 1000, 1);
    clock.advance(Duration.ofSeconds(1));
    var ids = during(Duration.ofSeconds(10));

    assertThat(ids.stream().filter(id -> id.contains("-app-"))).hasSizeBetween(199, 201);
    assertThat(ids.stream().filter(id -> id.contains("-suite-"))).hasSizeBetween(99, 101);
  }

  @Test
  void minuteBudgetOfOneAppHoldsUpNoOther() {
    queue = queue("recipients-per-minute", "1000");
    put(APP, CORP, BIG, 100, 100);
    put(OTHER_APP, CORP, BIG, 100, 1);
    clock.advance(Duration.ofMinutes(1));
    var ids = during(Duration.ofSeconds(2));

    assertThat(ids.stream().filter(id -> id.contains("-app-"))).hasSize(1);
    assertThat(ids.stream().filter(id -> id.contains("-other-"))).hasSizeGreaterThan(30);
  }

  @Test
  void everythingBeginsEmpty() {
    put(APP, CORP, BIG, 10, 100);

    assertThat(take(64)).isEmpty();
    assertThat(queue.nextTake()).isAfter(clock.instant());
    clock.set(queue.nextTake());
    assertThat(take(64)).as("there is still the minute's budget").isEmpty();
  }

  @Test
  void urgentOvertakesItsOwnSiteOnly() {
    put(APP, CORP, BIG, 100, 1);
    put(APP, CORP, SMALL, 100, 1);
    clock.advance(Duration.ofMinutes(1));
    take(1);
    put(APP, CORP, BIG, true, clock.instant(), 1);
    put(APP, CORP, BIG, true, clock.instant(), 1);
    put(APP, CORP, BIG, true, clock.instant(), 1);
    var next = during(Duration.ofMillis(500));

    assertThat(next.stream().filter(id -> id.startsWith("big")).limit(3))
        .allMatch(id -> id.contains("!"));
    assertThat(of(next.subList(0, 6), SMALL)).isEqualTo(3);
  }

  @Test
  void urgentOneOfAnotherCorpGoesFirstInTheSitesTurn() {
    put(APP, CORP, BIG, 3, 1);
    put(APP, OTHER_CORP, BIG, true, clock.instant(), 1);
    clock.advance(Duration.ofMinutes(1));

    assertThat(take(1)).hasSize(1).allMatch(id -> id.contains("!"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void backlogInOneCorpHoldsUpNobodyInAnother(boolean urgent) {
    queue = queue("address-calls", "5", "address-window", "PT1S");
    put(SUITE, OTHER_CORP, BIG, 100, 1);
    put(SUITE, CORP, BIG, false, START.plusSeconds(1), 1);
    put(SUITE, CORP, SMALL, urgent, START.plusSeconds(1), 1);
    clock.advance(Duration.ofMinutes(1));

    assertThat(during(Duration.ofSeconds(1)).subList(0, 3))
        .as("the address has no room for both corps")
        .anyMatch(id -> id.startsWith("small"));
  }

  /** In the same corp of the other app, and in another one. */
  @ParameterizedTest
  @ValueSource(strings = {"ding1", "ding2"})
  void backlogInOneAppHoldsUpNobodyInAnother(CorpId corp) {
    queue = queue("address-calls", "5", "address-window", "PT1S");
    put(APP, CORP, BIG, 100, 1);
    put(OTHER_APP, CORP, BIG, false, START.plusSeconds(1), 1);
    put(OTHER_APP, corp, SMALL, false, START.plusSeconds(1), 1);
    clock.advance(Duration.ofMinutes(1));

    assertThat(during(Duration.ofSeconds(1)).subList(0, 3))
        .as("the address has no room for both apps")
        .anyMatch(id -> id.startsWith("small"));
  }

  @Test
  void backlogElsewhereLeavesTheTurnsOfACorpAsTheyAre() {
    queue = queue("address-calls", "5", "address-window", "PT1S");
    put(SUITE, OTHER_CORP, BIG, 100, 1);
    put(SUITE, CORP, BIG, false, START.plusSeconds(1), 1);
    put(SUITE, CORP, SMALL, 100, 1);
    clock.advance(Duration.ofMinutes(1));
    var ids = during(Duration.ofSeconds(10));

    assertThat(of(ids, SMALL)).isBetween(19L, 21L);
    assertThat(of(ids, BIG)).isBetween(19L, 21L);
  }

  @Test
  void ofTwoCorpsTheOneThatWaitsForLongerIsFirst() {
    put(APP, CORP, BIG, false, START.plusSeconds(2), 1);
    put(APP, OTHER_CORP, BIG, false, START.plusSeconds(1), 1);
    put(OTHER_APP, OTHER_CORP, BIG, false, START, 1);
    clock.advance(Duration.ofMinutes(1));

    assertThat(take(3))
        .extracting(id -> id.substring(4, 13))
        .containsExactly("other-din", "app-ding2", "app-ding1");
  }

  @Test
  void whatIsNotDueWaitsAndHoldsUpNothing() {
    clock.advance(Duration.ofMinutes(1));
    var later = clock.instant().plusSeconds(10);
    put(APP, CORP, BIG, true, later, 1);
    put(APP, CORP, BIG, false, later.plusSeconds(10), 1);
    put(APP, CORP, BIG, false, clock.instant(), 1);

    assertThat(take(64)).hasSize(1);
    clock.advance(Duration.ofSeconds(1));
    assertThat(take(64)).isEmpty();
    assertThat(queue.nextTake()).isEqualTo(later);
    clock.set(later);
    assertThat(take(64)).hasSize(1).allMatch(id -> id.contains("!"));
    clock.set(later.plusSeconds(10));
    assertThat(take(64)).hasSize(1);
  }

  @Test
  void pausedCorpIsPassedOver() {
    clock.advance(Duration.ofMinutes(1));
    pauses.begin(APP, CORP, clock.instant().plusSeconds(30));
    pauses.begin(APP, CORP, clock.instant().plusSeconds(10));
    put(APP, CORP, BIG, 1, 1);
    assertThat(take(64)).isEmpty();
    assertThat(queue.nextTake()).isEqualTo(clock.instant().plusSeconds(30));

    put(APP, OTHER_CORP, BIG, 1, 1);
    assertThat(take(64)).hasSize(1);
    clock.advance(Duration.ofSeconds(30));
    assertThat(take(64)).hasSize(1);
  }

  @Test
  void onlyTheFirstTasksOfALaneAreRead() {
    put(APP, CORP, BIG, 10_000, 1);
    clock.advance(Duration.ofMinutes(1));
    take(1);
    assertThat(looks).hasSize(2);
    during(Duration.ofSeconds(5));

    assertThat(looks.size()).isLessThan(10);
  }

  @Test
  void whatComesInBehindABacklogIsNotReadUntilItIsNext() {
    put(APP, CORP, BIG, 100, 1);
    clock.advance(Duration.ofMinutes(1));
    take(1);
    looks.clear();
    for (var i = 0; i < 20; i++) {
      put(APP, CORP, BIG, 1, 1);
      assertThat(take(1).size()).isLessThanOrEqualTo(1);
    }
    assertThat(looks).as("only whether it was urgent").hasSize(20);
    assertThat(during(Duration.ofSeconds(15))).as("the others").hasSizeGreaterThan(90).isSorted();
    assertThat(database.values()).allMatch(Collection::isEmpty);
  }

  @Test
  void nobodyIsAskedAgainBeforeTheTimeThatWasSaid() {
    put(APP, CORP, BIG, 2, 1);
    put(APP, CORP, BIG, true, clock.instant().plusSeconds(60), 1);
    clock.advance(Duration.ofSeconds(1));
    assertThat(take(2)).hasSize(1);
    var then = queue.nextTake();
    assertThat(then).isAfter(clock.instant());
    assertThat(take(2)).isEmpty();
    assertThat(queue.nextTake()).isEqualTo(then);

    clock.advance(Duration.between(clock.instant(), then));
    assertThat(take(2)).hasSize(1);
    assertThat(queue.nextTake()).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void clockThatIsSetBackHoldsUpNothingOnceTheQueueIsLookedThrough() {
    var past = START.minus(Duration.ofHours(2));
    put(APP, CORP, BIG, false, past, 1);
    put(APP, CORP, BIG, false, past, 1);
    clock.advance(Duration.ofSeconds(1));
    assertThat(take(2)).hasSize(1);
    clock.advance(Duration.ofHours(-1));
    queue.changed(database.keySet());

    assertThat(during(Duration.ofMillis(100))).hasSize(1);
  }

  /** 0 and 1 put one for now, 2 and 3 one for later, the odd ones urgent; 4 takes, 5 waits. */
  @Property
  void everythingGoesOutOnceWhenItIsDueAndTheUrgentFirst(
      @ForAll @Size(max = 300) List<@IntRange(max = 5) Integer> steps) {
    number = 0;
    database.clear();
    clock.set(START);
    queue = queue();
    var taken = new ArrayList<String>();
    for (var step : steps) {
      switch (step) {
        case 4 -> taken.addAll(takeAndLook());
        case 5 -> clock.advance(Duration.ofMillis(40));
        default ->
            put(APP, CORP, BIG, step % 2 > 0, clock.instant().plusMillis(step > 1 ? 70 : 0), 1);
      }
    }
    taken.addAll(during(Duration.ofSeconds(20)));

    assertThat(taken).hasSize(number).doesNotHaveDuplicates();
    assertThat(queue.lanes()).isZero();
  }

  private List<String> takeAndLook() {
    var known = List.copyOf(database.getOrDefault(new LaneKey(APP, CORP, BIG), tree()));
    var due = known.stream().filter(task -> !task.due().isAfter(clock.instant())).toList();
    var ids = take(1);
    for (var id : ids) {
      var task = due.stream().filter(one -> one.id().equals(id)).findFirst();
      assertThat(task).as("due").isPresent();
      assertThat(task.orElseThrow().urgent()).isEqualTo(due.stream().anyMatch(QueuedTask::urgent));
    }
    return ids;
  }

  @Test
  void thereIsMoreAfterAFullRound() {
    clock.advance(Duration.ofMinutes(1));
    for (var corp : IntStream.range(0, 5).mapToObj(i -> new CorpId("c" + i)).toList()) {
      put(APP, corp, BIG, 1, 1);
    }
    assertThat(take(3)).hasSize(3);
    assertThat(queue.nextTake()).isEqualTo(clock.instant());
    assertThat(take(3)).hasSize(2);
  }

  @Test
  void taskThatIsLargerThanItsBudgetGoesOutAllTheSame() {
    queue = queue("recipients-per-minute", "10", "people-per-task", "10");
    put(APP, CORP, BIG, 1, 100);
    clock.advance(Duration.ofMinutes(1));

    assertThat(take(1)).hasSize(1);
  }

  @Test
  void laneWithoutAnythingIsForgotten() {
    queue.changed(List.of(new LaneKey(APP, CORP, BIG)));
    assertThat(queue.lanes()).isOne();
    assertThat(take(1)).isEmpty();
    assertThat(queue.lanes()).isZero();
  }
}
