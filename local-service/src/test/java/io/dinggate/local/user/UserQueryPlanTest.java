package io.dinggate.local.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.testing.PlainDatabase;
import io.dinggate.model.CorpId;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.UnionId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL does for a search: never does it read all users. */
class UserQueryPlanTest {

  private static final int USERS = 40_000;
  private static final CorpId CORP = new CorpId("ding-0");

  private static PlainDatabase database;

  /** A fifth is called Wang, three are called by a rare character. */
  @BeforeAll
  static void fill() {
    database = PlainDatabase.create();
    database.run(
        """
        insert into users (id, corp_id, user_id, union_id, name, departments, created_at, seen_at)
        select gen_random_uuid(), 'ding-' || n %% 4, 'u' || n, 'union' || n,
          case when n %% 13000 = 7 then '欧阳龘' else
            (array['王','李','张','刘','陈'])[1 + n %% 5]
            || chr(20000 + (n * 7919) %% 3000) || chr(20000 + (n / 7 * 31) %% 3000) end,
          array[1, 2 + n %% 400], now(), now()
        from generate_series(1, %d) n"""
            .formatted(USERS));
    database.run("insert into user_identities select id, 'suite-a', union_id from users");
    database.run(
        """
        insert into binding select 'default', 's' || n, 'ding-' || n %% 4, 'u' || n, now(), 'test'
        from generate_series(1, %d) n"""
            .formatted(USERS));
    database.run("analyze");
  }

  @ParameterizedTest
  @ValueSource(strings = {"龘", "阳龘", "欧阳", "欧阳龘", "鱻", "鱻鱻", "王鱻", "Ω", "ab", "abcdef"})
  void rareNamesAreFoundByTheirCharacters(String name) {
    for (var corps : List.of(Optional.<Set<CorpId>>empty(), Optional.of(Set.of(CORP)))) {
      assertThat(plan(byName(name), corps)).contains("users_name_grams").doesNotContain("Seq Scan");
    }
  }

  @ParameterizedTest
  @CsvSource({"王, 8000", "李, 8000", "龘, 4", "阳龘, 4", "欧阳龘, 4", "龘阳, 0", "鱻, 0"})
  void whatIsFoundIsWhatContainsThePart(String name, int expected) {
    var query = UserQuery.of(byName(name), Optional.empty(), null, null, USERS);
    var found = database.number("select count(*) from (" + literal(query) + ") found");

    assertThat(found)
        .isEqualTo(
            database.number(
                "select count(*) from users where position('" + name + "' in name) > 0"));
    assertThat(Math.abs(found - expected)).isLessThanOrEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"王", "李", "z", ""})
  void commonNamesAndAllUsersAreReadOnlyAsFarAsThePageGoes(String name) {
    var search = name.isEmpty() ? search(null, CORP) : byName(name);
    for (var after : Arrays.asList(null, UUID.fromString("80000000-0000-0000-0000-000000000000"))) {
      var query = UserQuery.of(search, Optional.of(Set.of(CORP)), null, after, 21);
      assertThat(explain(query)).doesNotContain("Seq Scan on users");
    }
  }

  @Test
  void everythingElseHasItsIndex() {
    var few = new UserQuery.In(List.of(17L), false);
    assertThat(explain(UserQuery.of(search(null, CORP), Optional.empty(), few, null, 21)))
        .contains("users_departments")
        .doesNotContain("Seq Scan");
    var most = new UserQuery.In(List.of(1L, 17L), true);
    assertThat(explain(UserQuery.of(search(null, CORP), Optional.empty(), most, null, 21)))
        .doesNotContain("Seq Scan");
    assertThat(
            plan(
                new UserSearch(
                    null, new UnionId("union77"), null, null, null, null, null, null, null),
                Optional.empty()))
        .contains("user_identities_union")
        .doesNotContain("Seq Scan");
    assertThat(
            plan(
                new UserSearch(
                    null,
                    null,
                    null,
                    null,
                    null,
                    new TenantId("default"),
                    new StaffId("s77"),
                    null,
                    null),
                Optional.empty()))
        .contains("binding_pkey")
        .doesNotContain("Seq Scan");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSignInReadsNobodyButThePerson(boolean forAnyValues) {
    var words = Map.of("corp", "ding-1", "user", "u77", "app", "suite-a", "union", "union81");
    assertThat(plan(UserRepository.OTHERS, words, forAnyValues))
        .contains("users_current", "user_identities_union", "users_pkey")
        .doesNotContain("Seq Scan", "users_of_corp");
    assertThat(plan(UserRepository.BY_UNION, words, forAnyValues))
        .contains("user_identities_union", "users_pkey")
        .doesNotContain("Seq Scan", "users_of_corp", "users_current");
  }

  @ParameterizedTest
  @CsvSource({
    "ding-1, u77, suite-a, union77, ''",
    "ding-1, u77, suite-b, union77, ''",
    "ding-1, u77, suite-a, union-new, u77",
    "ding-1, u77, suite-b, union-new, ''",
    "ding-1, u-new, suite-a, union77, u77",
    "ding-1, u-new, suite-b, union77, u77",
    "ding-1, u81, suite-a, union77, 'u77,u81'",
    "ding-2, u77, suite-a, union77, ''"
  })
  void othersAreWhoHasTheUserIdOrTheUnionId(
      String corp, String user, String app, String union, String others) {
    var words = Map.of("corp", corp, "user", user, "app", app, "union", union);
    var sql = literal(UserRepository.OTHERS, words);

    assertThat(lines("select user_id from (" + sql + ") others order by 1"))
        .containsExactlyElementsOf(others.isEmpty() ? List.of() : List.of(others.split(",")));
  }

  @ParameterizedTest
  @CsvSource({
    "王芳, '{王,王芳,芳}', '{王芳}'",
    "王, '{王}', '{王}'",
    "Äb, '{b,ä,äb}', '{äb}'",
    "王小王小, '{小,小王,王,王小}', '{小王,王小}'",
    "'', '{}', '{}'"
  })
  void gramsAreOneAndTwoCharactersLong(String name, String grams, String toFind) {
    var sorted =
        "select coalesce(array_agg(gram order by gram collate \"C\"), '{}')::text = '%3$s'"
            + " from unnest(%1$s('%2$s')) gram";
    for (var pair : List.of(List.of("grams_of", grams), List.of("grams_to_find", toFind))) {
      var question = sorted.formatted(pair.getFirst(), name, ordered(pair.getLast()));
      assertThat(database.number("select (" + question + ")::int")).as(question).isOne();
    }
  }

  private static String ordered(String array) {
    return Arrays.stream(array.substring(1, array.length() - 1).split(",", -1))
        .sorted()
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String plan(UserSearch search, Optional<Set<CorpId>> corps) {
    return explain(UserQuery.of(search, corps, null, null, 21));
  }

  private static String explain(UserQuery query) {
    return explained(literal(query));
  }

  /** Of a statement that is prepared, for these values or, as after some uses, for any. */
  private static String plan(String sql, Map<String, String> words, boolean forAnyValues) {
    return database.call(
        () -> {
          var names = List.copyOf(words.keySet());
          var prepared = sql;
          for (var name : names) {
            prepared = prepared.replaceAll(":" + name + "\\b", "\\$" + (names.indexOf(name) + 1));
          }
          database.run(
              "set local plan_cache_mode = force_%s_plan"
                  .formatted(forAnyValues ? "generic" : "custom"));
          database.run("prepare asked (text, text, text, text) as " + prepared);
          var values = names.stream().map(name -> quoted(words.get(name)));
          var plan = explained("execute asked (" + values.collect(Collectors.joining(",")) + ")");
          database.run("deallocate asked");
          return plan;
        });
  }

  private static String explained(String sql) {
    return String.join("\n", lines("explain " + sql));
  }

  private static List<String> lines(String sql) {
    return database
        .jdbc()
        .run(
            sql,
            statement -> {
              var lines = new ArrayList<String>();
              try (var row = statement.executeQuery()) {
                while (row.next()) {
                  lines.add(row.getString(1));
                }
              }
              return lines;
            });
  }

  /** The statement with its values in it, for which alone a plan is made. */
  private static String literal(UserQuery query) {
    return literal(query.sql(), query.parameters());
  }

  private static String literal(String query, Map<String, ?> parameters) {
    var sql = query;
    for (var parameter : parameters.entrySet()) {
      sql = sql.replaceAll(":" + parameter.getKey() + "\\b", quoted(parameter.getValue()));
    }
    return sql;
  }

  private static String quoted(Object value) {
    return switch (value) {
      case Object[] array ->
          Arrays.stream(array).map(String::valueOf).collect(Collectors.joining(",", "'{", "}'"));
      case Integer number -> number.toString();
      default -> "'" + value + "'";
    };
  }

  private static UserSearch byName(String name) {
    return search(name, null);
  }

  private static UserSearch search(String name, CorpId corp) {
    return new UserSearch(name, null, corp, null, null, null, null, null, null);
  }
}
