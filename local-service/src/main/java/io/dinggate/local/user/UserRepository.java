package io.dinggate.local.user;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.OpenId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserRef;
import io.dinggate.platform.Ids;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class UserRepository implements PanacheRepositoryBase<UserEntity, UUID> {

  private static final String HERE = "formerSince is null and leftAt is null";

  Optional<UserEntity> current(UserRef user) {
    return find(
            HERE + " and corpId = ?1 and userId = ?2", user.corp().value(), user.userId().value())
        .firstResultOptional();
  }

  Optional<UserEntity> current(CorpId corp, UnionId unionId) {
    return find(HERE + " and corpId = ?1 and unionId = ?2", corp.value(), unionId.value())
        .firstResultOptional();
  }

  /** Whether it was news that the user has left. */
  boolean left(UUID user, Instant now) {
    return update("leftAt = ?1 where id = ?2 and leftAt is null", now, user) > 0;
  }

  /**
   * Writes what is known of a current user: a new row, or the newest name of the one there is. Two
   * that meet the same new person at once make one row.
   *
   * @return empty when the row there is belongs to another union id
   */
  Optional<UUID> upsert(UserFacts facts, Instant now) {
    return getSession()
        .createNativeQuery(
            """
            insert into users (id, corp_id, user_id, union_id, name, avatar, title, created_at, seen_at)
            values (:id, :corp, :user, :union, :name, :avatar, :title, :now, :now)
            on conflict (corp_id, user_id) where former_since is null
            do update set name = excluded.name, avatar = excluded.avatar, title = excluded.title,
              seen_at = excluded.seen_at, left_at = null
            where users.union_id = excluded.union_id
            returning id\
            """,
            UUID.class)
        .setParameter("id", Ids.uuidV7())
        .setParameter("corp", facts.ref().corp().value())
        .setParameter("user", facts.ref().userId().value())
        .setParameter("union", facts.unionId().value())
        .setParameter("name", facts.name())
        .setParameter("avatar", facts.avatar() == null ? null : facts.avatar().toString())
        .setParameter("title", facts.title())
        .setParameter("now", now)
        .getResultList()
        .stream()
        .findFirst();
  }

  /** Makes former users of those whom the person of {@code facts} replaces or has ceased to be. */
  int retireOthers(UserFacts facts, Instant now) {
    return update(
        "formerSince = ?1 where formerSince is null and corpId = ?2"
            + " and ((userId = ?3 and unionId <> ?4) or (userId <> ?3 and unionId = ?4))",
        now,
        facts.ref().corp().value(),
        facts.ref().userId().value(),
        facts.unionId().value());
  }

  void rememberOpenId(UUID user, AppId app, OpenId openId) {
    getEntityManager()
        .createNativeQuery(
            """
            insert into user_open_ids (user_row, app_id, open_id) values (:user, :app, :openId)
            on conflict (user_row, app_id) do update set open_id = excluded.open_id\
            """)
        .setParameter("user", user)
        .setParameter("app", app.value())
        .setParameter("openId", openId.value())
        .executeUpdate();
  }

  /**
   * Current users after {@code after} in the order of their ids, at most {@code limit}.
   *
   * @param corps in which alone to search; empty for all
   */
  List<UserEntity> search(
      UserSearch search, Optional<Set<CorpId>> corps, @Nullable UUID after, int limit) {
    var query = new StringBuilder(HERE);
    var parameters = new HashMap<String, Object>();
    if (corps.isPresent()) {
      query.append(" and corpId in :corps");
      parameters.put("corps", corps.get().stream().map(CorpId::value).toList());
    }
    if (after != null) {
      query.append(" and id > :after");
      parameters.put("after", after);
    }
    if (search.corp() != null) {
      query.append(" and corpId = :corp");
      parameters.put("corp", search.corp().value());
    }
    if (search.unionId() != null) {
      query.append(" and unionId = :union");
      parameters.put("union", search.unionId().value());
    }
    if (search.name() != null) {
      query.append(" and lower(name) like :name escape '!'");
      parameters.put("name", containing(search.name()));
    }
    return find(query + " order by id", parameters).page(0, limit).list();
  }

  private static String containing(String text) {
    var escaped = text.replaceAll("[!%_]", "!$0");
    return "%" + escaped.toLowerCase(Locale.ROOT) + "%";
  }
}
