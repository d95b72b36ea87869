package io.dinggate.local.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.local.platform.Jdbc;
import io.dinggate.local.platform.Transactions;
import io.dinggate.model.MessageId;
import io.dinggate.model.problem.Problem;
import io.dinggate.model.request.RequestResult;
import io.dinggate.platform.keys.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The requests that this site has signed for, as PostgreSQL has them. */
@ApplicationScoped
class RequestTable {

  private static final String LOCK_CALLER =
      "select pg_advisory_xact_lock(hashtextextended('request:' || ?, 0))";

  private static final String ADD =
      """
      insert into request (id, caller, kind, state, created_at, expires_at, draft)
      select ?, ?, ?, 'WAITING', ?, ?, ?
      where (select count(*) from request
             where caller = ? and state = 'WAITING' and expires_at > ?) < ?
      """;

  private static final String SELECT =
      """
      select id, caller, kind, state, created_at, expires_at, draft, result, problem, message_id,
             done_at
      from request
      """;

  private static final String END =
      """
      update request
      set state = ?, result = ?, problem = ?, message_id = ?, done_at = ?,
          draft = case when ? then null else draft end
      where id = ?
      """;

  private static final String EXPIRE =
      """
      update request set state = 'EXPIRED', done_at = ? where state = 'WAITING' and expires_at < ?
      """;

  // in small parts, so that nobody waits long for a lock
  private static final String FORGET =
      """
      delete from request where id in
        (select id from request where created_at < ? order by id limit 1000)
      """;

  private final Jdbc jdbc;
  private final Transactions transactions;
  private final Sealer sealer;
  private final ObjectMapper json;

  RequestTable(Jdbc jdbc, Transactions transactions, Sealer sealer, ObjectMapper json) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.sealer = sealer;
    this.json = json;
  }

  /**
   * Stores one that waits; false, and nothing stored, when so many of its caller's may still be
   * posted. Commits.
   */
  boolean add(StoredRequest request, int most) {
    return transactions.call(
        () -> {
          // those of one caller come one after the other, and each counts the others
          jdbc.run(
              LOCK_CALLER,
              statement -> {
                statement.setString(1, request.caller());
                return statement.execute();
              });
          return jdbc.update(ADD, statement -> fill(statement, request, most)) > 0;
        });
  }

  Optional<StoredRequest> find(UUID id) {
    return one(SELECT + " where id = ?", id);
  }

  /** As {@link #find}; nobody else can change it until the transaction ends. */
  Optional<StoredRequest> lock(UUID id) {
    return one(SELECT + " where id = ? for update", id);
  }

  /**
   * Some of those kinds, newest first.
   *
   * @param caller whose; null for everybody's
   * @param before older than that one; null to begin with the newest
   */
  List<StoredRequest> list(
      @Nullable String caller, Collection<RequestKind> kinds, @Nullable UUID before, int limit) {
    var sql =
        SELECT
            + " where kind = any(?)"
            + (caller == null ? "" : " and caller = ?")
            + (before == null ? "" : " and id < ?")
            + " order by id desc limit ?";
    return jdbc.run(
        sql,
        statement -> {
          var index = 0;
          statement.setArray(
              ++index,
              statement
                  .getConnection()
                  .createArrayOf("text", kinds.stream().map(RequestKind::name).toArray()));
          if (caller != null) {
            statement.setString(++index, caller);
          }
          if (before != null) {
            statement.setObject(++index, before);
          }
          statement.setInt(++index, limit);
          return read(statement);
        });
  }

  /** Where those stand that are still there. */
  Map<UUID, RequestStanding> standings(Collection<UUID> ids) {
    return jdbc.run(
        "select id, state from request where id = any(?)",
        statement -> {
          statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids.toArray()));
          var standings = new HashMap<UUID, RequestStanding>();
          try (var row = statement.executeQuery()) {
            while (row.next()) {
              var id = row.getObject("id", UUID.class);
              standings.put(
                  id, new RequestStanding(id, RequestState.valueOf(row.getString("state"))));
            }
          }
          return standings;
        });
  }

  /** Those that wait although their tokens had expired by then, locked. */
  List<StoredRequest> lockOverdue(Instant at) {
    return jdbc.run(
        SELECT + " where state = 'WAITING' and expires_at < ? order by id for update",
        statement -> {
          statement.setObject(1, timestamp(at));
          return read(statement);
        });
  }

  /** Writes down how it ended, as {@code end} has it; a message's draft goes when that was told. */
  void end(StoredRequest end) {
    var result = end.result();
    var problem = end.problem();
    var messageId = end.messageId();
    var doneAt = end.doneAt();
    jdbc.update(
        END,
        statement -> {
          statement.setString(1, end.state().name());
          statement.setString(2, result == null ? null : seal("result", end.id(), write(result)));
          statement.setString(3, problem == null ? null : write(problem));
          statement.setString(4, messageId == null ? null : messageId.value());
          statement.setObject(5, doneAt == null ? null : timestamp(doneAt));
          statement.setBoolean(6, end.state().isTold());
          statement.setObject(7, end.id());
        });
  }

  /** Those whose tokens expired before {@code time} will not come any more; answers how many. */
  int expire(Instant time, Instant now) {
    return jdbc.update(
        EXPIRE,
        statement -> {
          statement.setObject(1, timestamp(now));
          statement.setObject(2, timestamp(time));
        });
  }

  /** Deletes some that are older than that; answers how many. */
  int forget(Instant before) {
    return jdbc.update(FORGET, statement -> statement.setObject(1, timestamp(before)));
  }

  private void fill(PreparedStatement statement, StoredRequest request, int most)
      throws SQLException {
    var draft = request.draft();
    statement.setObject(1, request.id());
    statement.setString(2, request.caller());
    statement.setString(3, request.kind().name());
    statement.setObject(4, timestamp(request.createdAt()));
    statement.setObject(5, timestamp(request.expiresAt()));
    statement.setString(6, draft == null ? null : seal("draft", request.id(), draft));
    statement.setString(7, request.caller());
    statement.setObject(8, timestamp(request.createdAt()));
    statement.setInt(9, most);
  }

  private Optional<StoredRequest> one(String sql, UUID id) {
    return jdbc.run(
        sql,
        statement -> {
          statement.setObject(1, id);
          return read(statement).stream().findFirst();
        });
  }

  private List<StoredRequest> read(PreparedStatement statement) throws SQLException {
    var requests = new ArrayList<StoredRequest>();
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        requests.add(request(row));
      }
    }
    return requests;
  }

  private StoredRequest request(ResultSet row) throws SQLException {
    var id = row.getObject("id", UUID.class);
    var draft = row.getString("draft");
    var result = row.getString("result");
    var problem = row.getString("problem");
    var messageId = row.getString("message_id");
    var doneAt = row.getObject("done_at", OffsetDateTime.class);
    return new StoredRequest(
        id,
        row.getString("caller"),
        RequestKind.valueOf(row.getString("kind")),
        RequestState.valueOf(row.getString("state")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        draft == null ? null : sealer.open(context("draft", id), draft),
        result == null
            ? null
            : read(sealer.open(context("result", id), result), RequestResult.class),
        problem == null ? null : read(problem, Problem.class),
        messageId == null ? null : new MessageId(messageId),
        doneAt == null ? null : doneAt.toInstant());
  }

  private String seal(String column, UUID id, String text) {
    return sealer.seal(context(column, id), text);
  }

  private static String context(String column, UUID id) {
    return "request." + column + ":" + id;
  }

  private String write(Object value) {
    try {
      return value instanceof RequestResult
          ? json.writerFor(RequestResult.class).writeValueAsString(value)
          : json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what came of a request is always JSON", e);
    }
  }

  private <T> T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored request cannot be read", e);
    }
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
