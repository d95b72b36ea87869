package io.dinggate.local.user;

import io.dinggate.local.platform.Transactions;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserId;
import io.dinggate.model.directory.DirectoryDepartment;
import io.dinggate.model.directory.DirectoryUsers;
import io.dinggate.model.directory.VisibleRange;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of a sync change. Each method is one commit: what was read, and that it was read.
 * A step whose lease did not hold, or whose run is not under way any more, changes nothing.
 *
 * <p>A run ends with its last step. When everything could be read, whoever was not come across is
 * asked for one by one before that, so that nobody is held to have left for a gap in a list.
 */
@ApplicationScoped
class SyncSteps {

  /** The whole corp; not all apps may see it, but those that may are told its name so. */
  private static final String TOP = "1";

  private final Transactions transactions;
  private final SyncTable runs;
  private final StepTable steps;
  private final Departments departments;
  private final DirectoryMirror mirror;
  private final SyncTimes times;
  private final SyncMetrics metrics;
  private final Clock clock;

  SyncSteps(
      Transactions transactions,
      SyncTable runs,
      StepTable steps,
      Departments departments,
      DirectoryMirror mirror,
      SyncTimes times,
      SyncMetrics metrics,
      Clock clock) {
    this.transactions = transactions;
    this.runs = runs;
    this.steps = steps;
    this.departments = departments;
    this.mirror = mirror;
    this.times = times;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Begins a run at once, unless one is under way. */
  void start(CorpId corp) {
    transactions.run(() -> begin(corp, SyncCause.OPERATOR, true));
  }

  private void begin(CorpId corp, SyncCause cause, boolean atOnce) {
    runs.start(corp, cause, atOnce, now())
        .ifPresent(
            run -> {
              steps.clear(corp);
              steps.add(corp, run, StepKind.RANGE, List.of(""), now());
            });
  }

  /** Begins the run of the corp whose time has come, if it has. */
  void startIfDue(CorpId corp) {
    transactions.run(
        () -> {
          var known = runs.find(corp);
          if (known.isEmpty()) {
            begin(corp, SyncCause.FIRST, false);
          } else if (known.get().isDue(now())) {
            begin(corp, SyncCause.SCHEDULED, false);
          }
        });
  }

  /**
   * A corp that is not among the site's has its next run at once when it is given back, however
   * soon: of what happens to it meanwhile the site hears nothing.
   */
  void expect(Set<CorpId> ours) {
    transactions.run(() -> runs.othersDueAt(ours, now()));
  }

  /** Begins the next step that is due. */
  Optional<SyncStep> claim(Instant leaseEnd) {
    return transactions.call(() -> steps.claim(now(), leaseEnd));
  }

  /** The range is known. */
  void range(SyncStep step, VisibleRange range) {
    settle(
        step,
        () -> {
          runs.readBy(step.corp(), range.app());
          var tops = new LinkedHashSet<>(List.of(TOP));
          range.departments().forEach(id -> tops.add(id.toString()));
          var people = range.users().stream().map(UserId::value).toList();
          steps.add(step.corp(), step.run(), StepKind.DEPARTMENT, List.copyOf(tops), now());
          steps.add(step.corp(), step.run(), StepKind.PERSON, people, now());
          return Drift.NONE;
        });
  }

  /** A department is known; as part of a run what is below it and in it is read next. */
  void department(SyncStep step, DirectoryDepartment department) {
    settle(step, () -> store(step, List.of(department)));
  }

  /** The departments right below one are known. */
  void below(SyncStep step, List<DirectoryDepartment> children) {
    settle(step, () -> store(step, children));
  }

  private Drift store(SyncStep step, List<DirectoryDepartment> told) {
    if (!step.isOfRun()) {
      told.forEach(department -> departments.store(department, null));
      return Drift.NONE;
    }
    var fresh =
        told.stream()
            .filter(department -> departments.store(department, step.run()))
            .map(department -> String.valueOf(department.departmentId()))
            .toList();
    steps.add(step.corp(), step.run(), StepKind.BELOW, fresh, now());
    steps.add(step.corp(), step.run(), StepKind.USERS, fresh, now());
    return Drift.ofDepartments(fresh.size());
  }

  /**
   * A page of the people of a department is known; the step goes on while there are more.
   *
   * @param askedAt when the cloud was asked for it
   * @param changed of how many of them that was stored before, one by one
   */
  void users(SyncStep step, DirectoryUsers page, Instant askedAt, int changed) {
    settle(
        step,
        () -> {
          var drift = mirror.store(step.corp(), page.items(), step.run(), askedAt);
          return Drift.ofUsers(drift.users(), drift.added(), drift.changed() + changed);
        },
        settled ->
            page.next() == null ? steps.finish(settled) : steps.goOn(settled, page.next(), now()));
  }

  /** A person was asked for, and the books say so. */
  void person(SyncStep step, Reread told) {
    settle(
        step,
        () -> {
          if (told == Reread.GONE) {
            return Drift.ofGone(1);
          }
          var fresh = step.isOfRun() ? mirror.markSeen(step.user(), step.run()) : 0;
          return Drift.ofUsers(fresh, told == Reread.NEW ? 1 : 0, 0);
        });
  }

  /** What the step is about is not there, or not to be seen. */
  void nothing(SyncStep step) {
    settle(
        step,
        () -> {
          if (!step.isOfRun() && step.kind() == StepKind.DEPARTMENT) {
            departments.remove(new DepartmentRef(step.corp(), step.department()));
          }
          return Drift.NONE;
        });
  }

  /** The step cannot be done; its run goes on without it. */
  void giveUp(SyncStep step, String reason) {
    settle(
        step,
        () -> {
          if (step.isOfRun()) {
            runs.giveUpOne(step.corp(), reason);
          }
          return Drift.NONE;
        });
  }

  /** Nothing of the corp can be read; nor may what was read before be told when nobody may. */
  void fail(SyncStep step, ErrorCode reason) {
    transactions.run(
        () -> {
          if (runs.hold(step.corp(), step.run()).isPresent() && steps.finish(step)) {
            if (reason == ErrorCode.CORP_NOT_AUTHORIZED) {
              runs.withdraw(step.corp(), now());
            }
            end(step.corp(), SyncState.FAILED, reason.wire());
          }
        });
  }

  /** The step is to be tried again then. */
  void putOff(SyncStep step, Instant dueAt, boolean counts) {
    transactions.run(() -> steps.putOff(step, dueAt, counts));
  }

  private void settle(SyncStep step, Supplier<Drift> work) {
    settle(step, work, steps::finish);
  }

  private void settle(SyncStep step, Supplier<Drift> work, Predicate<SyncStep> last) {
    var drift =
        transactions.call(
            () -> {
              if (step.isOfRun() && runs.hold(step.corp(), step.run()).isEmpty()) {
                steps.finish(step);
                return Drift.NONE;
              }
              if (!last.test(step)) {
                return Drift.NONE;
              }
              var found = work.get();
              if (step.isOfRun()) {
                runs.count(step.corp(), found);
                runs.hold(step.corp(), step.run()).ifPresent(this::endIfDone);
              }
              return found;
            });
    if (step.isOfRun()) {
      metrics.found(drift);
    }
  }

  private void endIfDone(SyncRun run) {
    if (steps.isAnyLeft(run.corp())) {
      return;
    }
    if (run.givenUp() > 0) {
      end(run.corp(), SyncState.INCOMPLETE, null);
    } else if (!run.walked() && walked(run) > 0) {
      return; // some are asked for
    } else {
      end(run.corp(), SyncState.COMPLETE, null);
    }
  }

  private int walked(SyncRun run) {
    departments.removeUnseen(run);
    runs.walked(run.corp(), now());
    return mirror.queueUnseen(run, now());
  }

  private void end(CorpId corp, SyncState state, @Nullable String reason) {
    steps.clear(corp);
    runs.end(corp, state, reason, now(), times.next(state, now()));
    metrics.ended(corp, state);
  }

  private Instant now() {
    return clock.instant();
  }
}
