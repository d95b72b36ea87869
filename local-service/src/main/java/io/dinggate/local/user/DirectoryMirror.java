package io.dinggate.local.user;

import io.dinggate.local.platform.Jdbc;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserRef;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes whole pages of users into the books at once, as {@link Users} does one by one. Only of
 * those where nothing but a name or such can have changed: who is new, and who is known by the same
 * app under the same union id.
 */
@ApplicationScoped
class DirectoryMirror {

  /** As {@code UserRepository.lock}, for many; in one order, so that nobody waits in a circle. */
  private static final String LOCK =
      """
      select pg_advisory_xact_lock(key) from (
        select hashtextextended(? || '/' || told, 0) as key from unnest(?) told order by 1) keys
      """;

  private static final String UNSETTLED =
      """
      select told.user_id from unnest(?, ?) as told (user_id, union_id)
      left join users holder
        on holder.corp_id = ? and holder.user_id = told.user_id and holder.former_since is null
      where holder.id is not null and not exists (
          select 1 from user_identities i
          where i.user_row = holder.id and i.app_id = ? and i.union_id = told.union_id)
        or exists (
          select 1 from user_identities i join users other on other.id = i.user_row
          where i.union_id = told.union_id and other.corp_id = ? and other.former_since is null
            and other.user_id <> told.user_id)
      """;

  private static final String STORE =
      """
      with told as materialized (
        select id, user_id, union_id, name, avatar, title, departments::bigint[] as departments
        from unnest(?, ?, ?, ?, ?, ?, ?)
          as t (id, user_id, union_id, name, avatar, title, departments)),
      before as materialized (
        select told.user_id, u.id, u.seen_in is not distinct from ? as seen,
          coalesce(greatest(u.left_at, u.hidden_at) <= ?, false) as away,
          (u.name, u.avatar, u.title, u.departments)
            is distinct from (told.name, told.avatar, told.title, told.departments) as differs
        from told left join users u
          on u.corp_id = ? and u.user_id = told.user_id and u.former_since is null),
      stored as (
        insert into users (id, corp_id, user_id, union_id, name, avatar, title, departments,
          created_at, seen_at, seen_in)
        select id, ?, user_id, union_id, name, avatar, title, departments, ?, ?, ? from told
        on conflict (corp_id, user_id) where former_since is null
        do update set name = excluded.name, avatar = excluded.avatar, title = excluded.title,
          departments = excluded.departments, seen_at = excluded.seen_at,
          seen_in = excluded.seen_in,
          left_at = case when users.left_at > ? then users.left_at end,
          hidden_at = case when users.hidden_at > ? then users.hidden_at end
        returning id, user_id),
      named as (
        insert into user_identities (user_row, app_id, union_id)
        select stored.id, ?, told.union_id from stored join told using (user_id)
        on conflict (user_row, app_id) do nothing)
      select count(*) filter (where id is null or not seen) as fresh,
        count(*) filter (where id is null or away) as added,
        count(*) filter (where id is not null and not away and differs) as changed
      from before
      """;

  private static final String SEEN =
      """
      update users set seen_in = ?
      where corp_id = ? and user_id = any (?) and former_since is null
        and seen_in is distinct from ?
      """;

  /** Whom the site has met since, in a sign-in or a look-up, the run may have passed before. */
  private static final String UNSEEN =
      """
      insert into directory_step (corp_id, run, kind, subject, due_at)
      select corp_id, ?, 'PERSON', user_id, ? from users
      where corp_id = ? and former_since is null and left_at is null and hidden_at is null
        and seen_in is distinct from ? and seen_at < ?
      on conflict (corp_id, kind, subject) where run <> 0 do nothing
      """;

  private final Jdbc jdbc;
  private final Clock clock;

  DirectoryMirror(Jdbc jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Those of a page who may have taken the place of somebody else, or have changed theirs. */
  List<DirectoryUser> unsettled(CorpId corp, List<DirectoryUser> page) {
    if (page.isEmpty()) {
      return List.of();
    }
    var ids =
        jdbc.run(
            UNSETTLED,
            statement -> {
              statement.setArray(1, texts(statement, page, user -> user.userId().value()));
              statement.setArray(2, texts(statement, page, user -> user.unionId().value()));
              statement.setString(3, corp.value());
              statement.setString(4, page.getFirst().app().value());
              statement.setString(5, corp.value());
              return strings(statement);
            });
    var twice = twiceNamed(page);
    return page.stream()
        .filter(
            user -> ids.contains(user.userId().value()) || twice.contains(user.unionId().value()))
        .toList();
  }

  /**
   * Stores a page that the run {@code run} has read, in the transaction of the caller. Who is
   * unsettled counts as seen, and nothing else; who was heard to have left, or to be seen no more,
   * after the cloud was asked stays so.
   *
   * @param page of one corp, by one app
   * @param askedAt when the cloud was asked for it
   */
  Drift store(CorpId corp, List<DirectoryUser> page, long run, Instant askedAt) {
    if (page.isEmpty()) {
      return Drift.NONE;
    }
    var users = onceEach(page);
    lock(corp, users);
    var unsettled = Set.copyOf(unsettled(corp, users));
    var settled = users.stream().filter(user -> !unsettled.contains(user)).toList();
    var drift = settled.isEmpty() ? Drift.NONE : storeSettled(corp, settled, run, askedAt);
    var others = unsettled.isEmpty() ? 0 : markSeen(corp, List.copyOf(unsettled), run);
    return Drift.ofUsers(drift.users() + others, drift.added(), drift.changed());
  }

  private void lock(CorpId corp, List<DirectoryUser> users) {
    jdbc.run(
        LOCK,
        statement -> {
          statement.setString(1, corp.value());
          statement.setArray(2, texts(statement, users, user -> user.userId().value()));
          try (var rows = statement.executeQuery()) {
            return rows.next();
          }
        });
  }

  private Drift storeSettled(CorpId corp, List<DirectoryUser> users, long run, Instant askedAt) {
    var now = timestamp(clock.instant().truncatedTo(ChronoUnit.MILLIS));
    var asked = timestamp(askedAt);
    return jdbc.run(
        STORE,
        statement -> {
          var index = 0;
          var ids = users.stream().map(_ -> Ids.uuidV7()).toArray(UUID[]::new);
          statement.setArray(++index, statement.getConnection().createArrayOf("uuid", ids));
          statement.setArray(++index, texts(statement, users, user -> user.userId().value()));
          statement.setArray(++index, texts(statement, users, user -> user.unionId().value()));
          statement.setArray(++index, texts(statement, users, DirectoryUser::name));
          statement.setArray(
              ++index, texts(statement, users, user -> Objects.toString(user.avatar(), null)));
          statement.setArray(++index, texts(statement, users, DirectoryUser::title));
          statement.setArray(++index, texts(statement, users, user -> array(user.departments())));
          statement.setLong(++index, run);
          statement.setObject(++index, asked);
          statement.setString(++index, corp.value());
          statement.setString(++index, corp.value());
          statement.setObject(++index, now);
          statement.setObject(++index, now);
          statement.setLong(++index, run);
          statement.setObject(++index, asked);
          statement.setObject(++index, asked);
          statement.setString(++index, users.getFirst().app().value());
          try (var row = statement.executeQuery()) {
            row.next();
            return Drift.ofUsers(row.getInt("fresh"), row.getInt("added"), row.getInt("changed"));
          }
        });
  }

  private int markSeen(CorpId corp, List<DirectoryUser> users, long run) {
    return markSeen(corp, run, users.stream().map(user -> user.userId().value()).toArray());
  }

  /**
   * The run has come across the user.
   *
   * @return 1 when it had not before
   */
  int markSeen(UserRef user, long run) {
    return markSeen(user.corp(), run, user.userId().value());
  }

  private int markSeen(CorpId corp, long run, Object... users) {
    return jdbc.update(
        SEEN,
        statement -> {
          statement.setLong(1, run);
          statement.setString(2, corp.value());
          statement.setArray(3, statement.getConnection().createArrayOf("text", users));
          statement.setLong(4, run);
        });
  }

  /**
   * Adds a step to the run for everybody of the corp whom it has not come across.
   *
   * @return how many
   */
  int queueUnseen(SyncRun run, Instant now) {
    return jdbc.update(
        UNSEEN,
        statement -> {
          statement.setLong(1, run.run());
          statement.setObject(2, timestamp(now));
          statement.setString(3, run.corp().value());
          statement.setLong(4, run.run());
          statement.setObject(5, timestamp(run.startedAt()));
        });
  }

  /** DingTalk's array of ids as PostgreSQL writes it. */
  static String array(List<Long> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }

  private static List<DirectoryUser> onceEach(List<DirectoryUser> page) {
    var users = new LinkedHashMap<String, DirectoryUser>();
    page.forEach(user -> users.put(user.userId().value(), user));
    return List.copyOf(users.values());
  }

  /** Union ids that stand for several people of the page. */
  private static Set<String> twiceNamed(List<DirectoryUser> page) {
    var once = new HashSet<String>();
    return onceEach(page).stream()
        .map(user -> user.unionId().value())
        .filter(union -> !once.add(union))
        .collect(Collectors.toSet());
  }

  private static Array texts(
      PreparedStatement statement,
      List<DirectoryUser> users,
      Function<DirectoryUser, @Nullable String> member)
      throws SQLException {
    var texts = new ArrayList<@Nullable String>();
    users.forEach(user -> texts.add(member.apply(user)));
    return statement.getConnection().createArrayOf("text", texts.toArray());
  }

  private static Set<String> strings(PreparedStatement statement) throws SQLException {
    var strings = new HashSet<String>();
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        strings.add(row.getString(1));
      }
    }
    return strings;
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
