package io.dinggate.local.user;

import io.dinggate.local.feed.FeedGap;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserRef;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;

/**
 * Takes in what is heard of changes in a corp's directory. Every method only writes down, in the
 * transaction of the caller if there is one, and calls nobody; it may be called again, late, and in
 * any order: what is heard is no more than the reason to ask the cloud, which is done next.
 */
@ApplicationScoped
public class DirectoryChanges implements DirectoryNews, FeedGap {

  private final Users users;
  private final Departments departments;
  private final StepTable steps;
  private final SyncTable runs;
  private final Clock clock;

  DirectoryChanges(
      Users users, Departments departments, StepTable steps, SyncTable runs, Clock clock) {
    this.users = users;
    this.departments = departments;
    this.steps = steps;
    this.runs = runs;
    this.clock = clock;
  }

  @Override
  @Transactional
  public void personChanged(UserRef user) {
    steps.addChange(user.corp(), StepKind.PERSON, user.userId().value(), clock.instant());
  }

  @Override
  @Transactional
  public void personLeft(UserRef user) {
    users.find(user).ifPresent(users::left);
    personChanged(user);
  }

  @Override
  @Transactional
  public void departmentChanged(DepartmentRef department) {
    steps.addChange(
        department.corp(),
        StepKind.DEPARTMENT,
        String.valueOf(department.departmentId()),
        clock.instant());
  }

  @Override
  @Transactional
  public void departmentRemoved(DepartmentRef department) {
    departments.remove(department);
    departmentChanged(department);
  }

  @Override
  @Transactional
  public void rangeChanged(CorpId corp, AppId app, Instant at) {
    runs.dueAt(corp, app, at, clock.instant());
  }

  @Override
  @Transactional
  public void authorisationLost(CorpId corp, AppId app) {
    var now = clock.instant();
    runs.withdraw(corp, app, now);
    runs.dueAt(corp, app, now, now);
  }

  /** Nobody knows what has changed: all directories are read anew. */
  @Override
  @Transactional
  public void entriesWereLost() {
    runs.allDueAt(clock.instant());
  }
}
