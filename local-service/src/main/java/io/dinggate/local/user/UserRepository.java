package io.dinggate.local.user;

import io.dinggate.local.platform.Jdbc;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.platform.Ids;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

@ApplicationScoped
class UserRepository implements PanacheRepositoryBase<UserEntity, UUID> {

  private static final String HERE = "formerSince is null and leftAt is null";

  private static final String GONE =
      """
      select u.corp_id, u.user_id from users u
      join unnest(?, ?) as asked (corp, "user")
        on u.corp_id = asked.corp and u.user_id = asked."user"
      where u.left_at is not null and u.former_since is null
      """;

  /** From the union id to its users, of whom a corp has one, and never from all of a corp to it. */
  static final String BY_UNION =
      """
      select users.* from user_identities i join users on users.id = i.user_row
      where i.union_id = :union and corp_id = :corp and former_since is null and left_at is null
      limit 1""";

  /**
   * Either arm has an index of its own, which an "or" of both would not be answered by. Whether
   * somebody is a former user is asked again of the row that is locked: she may just have become
   * one.
   */
  static final String OTHERS =
      """
      select users.* from users
      where former_since is null and id in (
        select holder.id from users holder join user_identities i on i.user_row = holder.id
        where holder.former_since is null and holder.corp_id = :corp and holder.user_id = :user
          and i.app_id = :app and i.union_id <> :union
        union
        select other.id from user_identities i join users other on other.id = i.user_row
        where i.union_id = :union and other.former_since is null and other.corp_id = :corp
          and other.user_id <> :user)
      order by id for update of users""";

  private final Jdbc jdbc;

  UserRepository(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  Optional<UserEntity> current(UserRef user) {
    return find(
            HERE + " and corpId = ?1 and userId = ?2", user.corp().value(), user.userId().value())
        .firstResultOptional();
  }

  Optional<UserEntity> current(CorpId corp, UnionId unionId) {
    return getSession()
        .createNativeQuery(BY_UNION, UserEntity.class)
        .setParameter("union", unionId.value())
        .setParameter("corp", corp.value())
        .uniqueResultOptional();
  }

  /** Who has the user id, here or gone. */
  Optional<UserEntity> holder(UserRef user) {
    return find(
            "formerSince is null and corpId = ?1 and userId = ?2",
            user.corp().value(),
            user.userId().value())
        .firstResultOptional();
  }

  /** Whether it was news that the user has left. */
  boolean left(UUID user, Instant now) {
    return update("leftAt = ?1 where id = ?2 and leftAt is null", now, user) > 0;
  }

  /** Nobody is to find the user. */
  void hidden(UUID user, Instant now) {
    getSession()
        .createNativeMutationQuery(
            "update users set hidden_at = :now where id = :user and hidden_at is null")
        .setParameter("now", now)
        .setParameter("user", user)
        .executeUpdate();
  }

  /** Until the transaction ends, nobody else changes who has this user id. */
  void lock(UserRef user) {
    getSession()
        .createNativeQuery(
            "select 1 from pg_advisory_xact_lock(hashtextextended(:user, 0))", Integer.class)
        .setParameter("user", user.corp().value() + "/" + user.userId().value())
        .getSingleResult();
  }

  /**
   * Writes what is known of a current user: a new row, or the newest name of the one there is. Who
   * was heard to have left, or to be seen no more, after DingTalk was asked stays so.
   */
  UserEntity upsert(UserFacts facts, Instant now) {
    return getSession()
        .createNativeQuery(
            """
            insert into users (id, corp_id, user_id, union_id, name, avatar, title, departments,
              created_at, seen_at)
            values (:id, :corp, :user, :union, :name, :avatar, :title,
              coalesce(cast(:departments as bigint[]), '{}'), :now, :now)
            on conflict (corp_id, user_id) where former_since is null
            do update set name = excluded.name, avatar = excluded.avatar, title = excluded.title,
              departments = coalesce(cast(:departments as bigint[]), users.departments),
              seen_at = excluded.seen_at,
              left_at = case when users.left_at > :asked then users.left_at end,
              hidden_at = case when users.hidden_at > :asked then users.hidden_at end
            returning *""",
            UserEntity.class)
        .setParameter("id", Ids.uuidV7())
        .setParameter("corp", facts.ref().corp().value())
        .setParameter("user", facts.ref().userId().value())
        .setParameter("union", facts.unionId().value())
        .setParameter("name", facts.name())
        .setParameter("avatar", facts.avatar() == null ? null : facts.avatar().toString())
        .setParameter("title", facts.title())
        .setParameter(
            "departments",
            facts.departments() == null ? null : DirectoryMirror.array(facts.departments()))
        .setParameter("now", now)
        .setParameter("asked", facts.askedAt())
        .getSingleResult();
  }

  /**
   * The current users whom the person of {@code facts} replaces or has ceased to be: who has the
   * user id under another union id of the same app, and who has the union id under another user id.
   */
  List<UserEntity> othersThan(UserFacts facts) {
    return getSession()
        .createNativeQuery(OTHERS, UserEntity.class)
        .setParameter("corp", facts.ref().corp().value())
        .setParameter("user", facts.ref().userId().value())
        .setParameter("app", facts.app().value())
        .setParameter("union", facts.unionId().value())
        .getResultList();
  }

  /** Those of the users who have left. Every message asks: one statement, and no transaction. */
  Set<UserRef> gone(Collection<UserRef> users) {
    return jdbc.run(
        GONE,
        statement -> {
          var connection = statement.getConnection();
          statement.setArray(
              1,
              connection.createArrayOf(
                  "text", users.stream().map(user -> user.corp().value()).toArray()));
          statement.setArray(
              2,
              connection.createArrayOf(
                  "text", users.stream().map(user -> user.userId().value()).toArray()));
          var gone = new HashSet<UserRef>();
          try (var row = statement.executeQuery()) {
            while (row.next()) {
              gone.add(new UserRef(new CorpId(row.getString(1)), new UserId(row.getString(2))));
            }
          }
          return gone;
        });
  }

  /** Keeps what the app calls the user; an open id that is not told this time stays. */
  void rememberIdentity(UUID user, UserFacts facts) {
    getSession()
        .createNativeMutationQuery(
            """
            insert into user_identities (user_row, app_id, union_id, open_id)
            values (:user, :app, :union, :open)
            on conflict (user_row, app_id) do update
            set open_id = coalesce(excluded.open_id, user_identities.open_id)""")
        .setParameter("user", user)
        .setParameter("app", facts.app().value())
        .setParameter("union", facts.unionId().value())
        .setParameter("open", facts.openId() == null ? null : facts.openId().value())
        .executeUpdate();
  }

  /** The apps that have named the user, whether here or gone, in a fixed order. */
  List<AppId> appsNaming(UserRef user) {
    return getSession()
        .createNativeQuery(
            """
            select i.app_id from users join user_identities i on i.user_row = users.id
            where former_since is null and corp_id = :corp and user_id = :user
            order by i.app_id""",
            String.class)
        .setParameter("corp", user.corp().value())
        .setParameter("user", user.userId().value())
        .getResultStream()
        .map(AppId::new)
        .toList();
  }

  /**
   * Deletes at most {@code most} of those who left, went out of every app's sight, or became former
   * users, before {@code time}. Whoever has a session or, not being a former user, a binding stays.
   * A row that somebody else is changing is left for another time: she may just be coming back.
   */
  int deleteGoneBefore(Instant time, int most) {
    return getSession()
        .createNativeMutationQuery(
            """
            with gone as materialized (
              select id from users
              where (former_since < :time
                or (left_at < :time or hidden_at < :time) and former_since is null and not exists (
                  select 1 from binding b
                  where b.corp_id = users.corp_id and b.user_id = users.user_id))
              and not exists (select 1 from sessions s where s.user_row = users.id)
              limit :most for update skip locked)
            delete from users using gone where users.id = gone.id""")
        .setParameter("time", time)
        .setParameter("most", most)
        .executeUpdate();
  }

  /** Users in the order of their ids. */
  List<UserEntity> search(UserQuery search) {
    // A plan for any name at all would be made for a rare one, and walk all users when it is not.
    getSession()
        .createNativeMutationQuery("set local plan_cache_mode = force_custom_plan")
        .executeUpdate();
    var query = getSession().createNativeQuery(search.sql(), UserEntity.class);
    search.parameters().forEach(query::setParameter);
    return query.getResultList();
  }
}
