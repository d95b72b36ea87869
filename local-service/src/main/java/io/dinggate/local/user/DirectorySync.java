package io.dinggate.local.user;

import io.dinggate.local.cloud.CloudGateway;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Backoff;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does the steps of syncs, one after the other: asks the cloud, and has the answer applied. */
@ApplicationScoped
class DirectorySync {

  /** What is not there, or not to be seen, cannot be read, and need not be. */
  private static final Set<ErrorCode> NOTHING =
      EnumSet.of(ErrorCode.DEPARTMENT_NOT_FOUND, ErrorCode.DEPARTMENT_NOT_VISIBLE);

  /** Nothing is wrong with the step: it waits for as long as it must. */
  private static final Set<ErrorCode> WAITING =
      EnumSet.of(
          ErrorCode.CLOUD_UNAVAILABLE,
          ErrorCode.OVERLOADED,
          ErrorCode.RATE_LIMITED,
          ErrorCode.DINGTALK_THROTTLED,
          ErrorCode.SUITE_TICKET_MISSING);

  /** Would be answered to every step of the corp. */
  private static final Set<ErrorCode> FATAL =
      EnumSet.of(
          ErrorCode.CORP_NOT_ALLOWED,
          ErrorCode.APP_NOT_ALLOWED,
          ErrorCode.CORP_NOT_AUTHORIZED,
          ErrorCode.DINGTALK_CREDENTIALS_REJECTED,
          ErrorCode.DINGTALK_PERMISSION_MISSING,
          ErrorCode.DINGTALK_IP_NOT_LISTED);

  private final SyncSteps steps;
  private final DirectoryMirror mirror;
  private final UserLookup lookup;
  private final CloudGateway cloud;
  private final DirectoryConfig config;
  private final Backoff waits;
  private final Clock clock;

  DirectorySync(
      SyncSteps steps,
      DirectoryMirror mirror,
      UserLookup lookup,
      CloudGateway cloud,
      DirectoryConfig config,
      Clock clock) {
    this.steps = steps;
    this.mirror = mirror;
    this.lookup = lookup;
    this.cloud = cloud;
    this.config = config;
    this.waits = new Backoff(config.retryFirst(), config.retryMax(), Math::random);
    this.clock = clock;
  }

  /** Does the next step; false when none is due. */
  boolean step() {
    var next = steps.claim(clock.instant().plus(config.lease()));
    next.ifPresent(this::perform);
    return next.isPresent();
  }

  @SuppressWarnings("IllegalCatch") // whatever one step does must not hold back the others
  private void perform(SyncStep step) {
    try {
      read(step);
    } catch (ApiException e) {
      failed(step, e);
    } catch (RuntimeException e) {
      Log.errorf(e, "%s could not be read", step);
      again(step, ErrorCode.INTERNAL, null);
    }
  }

  private void read(SyncStep step) {
    switch (step.kind()) {
      case RANGE -> steps.range(step, cloud.visibleRange(step.corp()));
      case DEPARTMENT -> steps.department(step, cloud.department(department(step)));
      case BELOW -> steps.below(step, cloud.departmentsBelow(department(step)).items());
      case USERS -> {
        var askedAt = clock.instant();
        var page = cloud.usersOf(department(step), step.cursor());
        var unsettled = mirror.unsettled(step.corp(), page.items());
        var changed = unsettled.stream().filter(user -> settle(user, askedAt)).count();
        steps.users(step, page, askedAt, (int) changed);
      }
      case PERSON -> steps.person(step, lookup.reread(step.user()));
    }
  }

  /**
   * Whoever cannot be told from another person at present stays as the site knows her.
   *
   * @return whether the books said something else before
   */
  private boolean settle(DirectoryUser user, Instant askedAt) {
    try {
      return lookup.told(user, askedAt);
    } catch (ApiException e) {
      Log.warnf("%s of %s stays as before: %s", user.userId(), user.corp(), e.getMessage());
      return false;
    }
  }

  private void failed(SyncStep step, ApiException problem) {
    var code = problem.code();
    if (NOTHING.contains(code)) {
      steps.nothing(step);
    } else if (FATAL.contains(code) && step.isOfRun()) {
      Log.warnf("the directory of %s cannot be read: %s", step.corp(), problem.getMessage());
      steps.fail(step, code);
    } else {
      Log.debugf("%s waits: %s", step, problem.getMessage());
      again(step, code, problem);
    }
  }

  private void again(SyncStep step, ErrorCode code, @Nullable ApiException problem) {
    var counts = !WAITING.contains(code);
    if (counts && step.failures() + 1 >= config.attempts()) {
      Log.warnf("%s is given up: %s", step, code.wire());
      steps.giveUp(step, code.wire());
      return;
    }
    var wait = waits.pause(step.claims());
    var asked = problem == null ? null : problem.retryAfter();
    var longer = asked != null && asked.compareTo(wait) > 0 ? asked : wait;
    steps.putOff(step, clock.instant().plus(longer), counts);
  }

  private static DepartmentRef department(SyncStep step) {
    return new DepartmentRef(step.corp(), step.department());
  }
}
