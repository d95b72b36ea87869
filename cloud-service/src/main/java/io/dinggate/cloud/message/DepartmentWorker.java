package io.dinggate.cloud.message;

import io.dinggate.cloud.dingtalk.AddressBan;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.feed.Feed;
import io.dinggate.cloud.platform.PassingProblems;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.SiteId;
import io.dinggate.model.UserId;
import io.dinggate.model.message.DeliveryReason;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Backoff;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who is in the departments that messages name, one after the other, and makes recipients
 * of them. The sites take turns, so that none waits for more than one department of each other. An
 * attempt that ends early, with the process too, is begun anew; so many times, and then the
 * department fails.
 */
@Singleton
final class DepartmentWorker {

  private final Reads reads;
  private final Writes writes;
  private final MessageBook book;
  private final Expansions expansions;
  private final DepartmentWalk walk;
  private final Registry registry;
  private final Feed feed;
  private final QueueSignal signal;
  private final AddressBan ban;
  private final AfterSendConfig config;
  private final Backoff backoff;
  private final Clock clock;
  private final Rotation turns = new Rotation();

  DepartmentWorker(
      Reads reads,
      Writes writes,
      MessageBook book,
      Expansions expansions,
      DepartmentWalk walk,
      Registry registry,
      Feed feed,
      QueueSignal signal,
      AddressBan ban,
      AfterSendConfig config,
      Clock clock) {
    this.reads = reads;
    this.writes = writes;
    this.book = book;
    this.expansions = expansions;
    this.walk = walk;
    this.registry = registry;
    this.feed = feed;
    this.signal = signal;
    this.ban = ban;
    this.config = config;
    this.backoff =
        new Backoff(
            config.departments().retryFirst(), config.departments().retryMost(), Math::random);
    this.clock = clock;
  }

  /** Puts back what the process before this one was working on; for the start alone. */
  void takeOver() {
    var now = clock.instant();
    writes.sql(connection -> WaitingDepartments.freeAll(connection, now));
  }

  /** Works on every department that is due; returns when none is. */
  void look() {
    var next = take();
    while (next.isPresent()) {
      expand(next.get());
      next = take();
    }
  }

  private Optional<WaitingDepartment> take() {
    var now = clock.instant();
    if (ban.until().isPresent()) {
      return Optional.empty();
    }
    var waiting = reads.query(connection -> WaitingDepartments.sitesWithDue(connection, now));
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    var site = turns.next(waiting);
    turns.charge(site, 1);
    var lease = now.plus(config.departments().lease());
    return writes.sql(connection -> WaitingDepartments.take(connection, site, now, lease));
  }

  @SuppressWarnings("IllegalCatch") // whatever one department does must not hold back the others
  private void expand(WaitingDepartment department) {
    var message = book.open(department.message(), 0);
    try {
      if (department.attempts() > config.departments().attempts()) {
        fail(message, department, DeliveryReason.GAVE_UP.wire(), null);
      } else {
        expand(message, department);
      }
    } catch (DepartmentWalk.FailedException e) {
      fail(message, department, e.reason().wire(), e.detail());
    } catch (DingTalkException e) {
      failed(message, department, e);
    } catch (ApiException e) {
      failed(message, department, e, true);
    } catch (RuntimeException e) {
      Log.errorf(
          e, "department %d of message %s was cut short", department.position(), message.id());
      putOff(department, null, true);
    }
  }

  private void expand(OpenMessage message, WaitingDepartment department) {
    var notAfter = message.body().delivery().notAfter();
    if (notAfter != null && clock.instant().isAfter(notAfter)) {
      fail(message, department, DeliveryReason.EXPIRED.wire(), null);
      return;
    }
    var ref = message.body().departments().get(department.position());
    var site = site(message.site());
    var app = site.messageApp(ref.corp(), message.body().app());
    var named = new HashSet<UserId>();
    message.body().recipients().stream()
        .filter(user -> user.corp().equals(ref.corp()))
        .forEach(user -> named.add(user.userId()));
    var people = walk.people(app, ref, named, config.maxPeople());
    var lanes =
        writes.followUp(connection -> store(connection, site, message, department, ref, people));
    feed.wake(message.site());
    signal.wake(lanes);
    Log.infof(
        "department %d of message %s has %d people",
        department.position(), message.id(), people.size());
  }

  /** Nobody twice, whichever of the departments is known first. */
  private Set<LaneKey> store(
      Connection connection,
      CallingSite site,
      OpenMessage message,
      WaitingDepartment department,
      DepartmentRef ref,
      List<UserId> people)
      throws SQLException {
    if (!WaitingDepartments.isHeld(connection, department)) {
      return Set.of();
    }
    var current = book.read(connection, message.id()).orElse(message);
    var known = new HashSet<UserId>();
    current.expansions().stream()
        .filter(expanded -> expanded.department().corp().equals(ref.corp()))
        .forEach(expanded -> known.addAll(expanded.users()));
    var fresh = people.stream().filter(user -> !known.contains(user)).toList();
    if (WaitingDepartments.people(connection, message.id()) + fresh.size() > config.maxPeople()) {
      expansions.failed(
          connection,
          current,
          department.position(),
          DeliveryReason.TOO_MANY_PEOPLE.wire(),
          "A message may have " + config.maxPeople() + " recipients at most.");
      return Set.of();
    }
    return expansions.expanded(connection, site, current, department.position(), fresh);
  }

  /** What the registry lets the site do may have changed since it handed the message in. */
  private CallingSite site(SiteId id) {
    var snapshot = registry.snapshot();
    return new CallingSite(
        snapshot.site(id).orElseThrow(() -> new ApiException(ErrorCode.SITE_UNKNOWN)), snapshot);
  }

  private void failed(OpenMessage message, WaitingDepartment department, DingTalkException e) {
    var waits =
        e.failure() instanceof DingTalkFailure.Throttled
            || e.failure() instanceof DingTalkFailure.Banned;
    failed(message, department, e.toProblem(), !waits);
  }

  private void failed(
      OpenMessage message, WaitingDepartment department, ApiException problem, boolean counts) {
    var last = counts && department.attempts() >= config.departments().attempts();
    if (last || !PassingProblems.passes(problem)) {
      fail(message, department, problem.code().wire(), problem.detail());
    } else {
      Log.warnf(
          "department %d of message %s waits: %s",
          department.position(), message.id(), problem.getMessage());
      putOff(department, problem.retryAfter(), counts);
    }
  }

  private void fail(
      OpenMessage message, WaitingDepartment department, String reason, @Nullable String detail) {
    writes.followUp(
        connection -> {
          if (WaitingDepartments.isHeld(connection, department)) {
            var current = book.read(connection, message.id()).orElse(message);
            expansions.failed(connection, current, department.position(), reason, detail);
          }
          return true;
        });
    feed.wake(message.site());
    Log.warnf(
        "department %d of message %s failed: %s", department.position(), message.id(), reason);
  }

  private void putOff(WaitingDepartment department, @Nullable Duration pause, boolean counts) {
    var now = clock.instant();
    Instant next =
        backoff.retryAt(now, department.attempts(), pause == null ? now : now.plus(pause));
    writes.followUp(connection -> WaitingDepartments.putOff(connection, department, next, counts));
  }
}
