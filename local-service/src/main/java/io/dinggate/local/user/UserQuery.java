package io.dinggate.local.user;

import io.dinggate.model.CorpId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A search of users as one statement, which an index answers whatever is searched for.
 *
 * @param sql with named parameters
 * @param parameters their values
 */
record UserQuery(String sql, Map<String, Object> parameters) {

  /**
   * The statement for a search.
   *
   * @param corps in which alone to search; empty for all
   * @param in the departments in which alone to search; null for all
   * @param after the last user of the page before; null for the first page
   */
  static UserQuery of(
      UserSearch search,
      Optional<Set<CorpId>> corps,
      @Nullable In in,
      @Nullable UUID after,
      int limit) {
    var conditions = new Conditions();
    var corp = search.corp();
    if (corp != null) {
      conditions.add(" and corp_id = :corp", "corp", corp.value());
    }
    corps.ifPresent(
        ids ->
            conditions.add(
                " and corp_id = any (cast(:corps as text[]))",
                "corps",
                ids.stream().map(CorpId::value).toArray(String[]::new)));
    if (after != null) {
      conditions.add(" and id > :after", "after", after);
    }
    if (search.name() != null) {
      // The first finds candidates; the second holds for them only.
      conditions.add(
          " and name_grams @> grams_to_find(cast(:name as text))"
              + " and position(lower(cast(:name as text)) in lower(name)) > 0",
          "name",
          search.name());
    }
    if (search.unionId() != null) {
      conditions.add(
          " and exists (select 1 from user_identities i"
              + " where i.user_row = users.id and i.union_id = :union)",
          "union",
          search.unionId().value());
    }
    if (in != null) {
      conditions.add(
          " and departments && cast(:departments as bigint[])",
          "departments",
          in.departments().toArray(Long[]::new));
    }
    if (search.tenantId() != null && search.staffId() != null) {
      conditions.add(
          " and (corp_id, user_id) in (select b.corp_id, b.user_id from binding b"
              + " where b.tenant_id = :tenant and b.staff_id = :staff)",
          "tenant",
          search.tenantId().value());
      conditions.parameters.put("staff", search.staffId().value());
    }
    if (in != null && !in.most()) {
      conditions.sql.insert(0, "with users as materialized (").append(") select * from users");
    }
    conditions.add(" order by id limit :most", "most", limit);
    return new UserQuery(conditions.sql.toString(), Map.copyOf(conditions.parameters));
  }

  /**
   * Departments in which to search. Who is in one department was mostly met in one go, so that
   * walking all users in their order, as is best for most departments, would take long to come to
   * the few of one: they are picked out first.
   *
   * @param departments DingTalk's ids
   * @param most whether they are a good part of all that the corp has
   */
  record In(List<Long> departments, boolean most) {

    In {
      departments = List.copyOf(departments);
    }
  }

  private static final class Conditions {

    private final StringBuilder sql =
        new StringBuilder(
            "select users.* from users"
                + " where former_since is null and left_at is null and hidden_at is null");
    private final Map<String, Object> parameters = new HashMap<>();

    void add(String condition, String parameter, Object value) {
      sql.append(condition);
      parameters.put(parameter, value);
    }
  }

  @Override
  public String toString() {
    return "UserQuery[hidden]";
  }
}
