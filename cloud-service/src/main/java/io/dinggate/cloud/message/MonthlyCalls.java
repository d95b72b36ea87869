package io.dinggate.cloud.message;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.AppKind;
import io.dinggate.model.CorpId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many calls each corp's internal apps have made this month (Asia/Shanghai), against what
 * DingTalk grants the corp. What was sent comes first: above half of the calls only sends, recalls
 * and the last reading of receipts are still worth one. Counted from the message tables when it is
 * first asked about a corp, which know of no uploads, and by {@link #record} from then on. What
 * DingTalk exempts, such as sign-ins and the directory, is not counted; suites have no such limit.
 * Thread-safe.
 */
@Singleton
final class MonthlyCalls {

  private static final int SPARE_FROM_PERCENT = 50;
  private static final int WARN_FROM_PERCENT = 80;

  private final Reads reads;
  private final int limit;
  private final Clock clock;
  private final ConcurrentMap<CorpId, Count> counts = new ConcurrentHashMap<>();

  MonthlyCalls(Reads reads, MessageConfig config, Clock clock, MeterRegistry meters) {
    this.reads = reads;
    this.limit = config.monthlyCalls();
    this.clock = clock;
    meters.gauge("dinggate.message.monthly.corps.warned", this, MonthlyCalls::warned);
  }

  /** What a call is for. */
  enum Kind {
    /** Sends something. */
    SEND,
    /** Takes something back. */
    RECALL,
    /** Finds out what became of a task, with time left to do so again. */
    RECEIPT,
    /** Finds out what became of a task for the last time. */
    LAST_RECEIPT,
    /** Anything else that counts, such as an upload. */
    OTHER
  }

  private record Count(YearMonth month, AtomicLong calls, AtomicBoolean warned) {}

  /** Whether a call of that kind is worth what is left of the corp's month. */
  boolean may(Kind kind, App app, CorpId corp) {
    return switch (kind) {
      case RECEIPT ->
          !isLimited(app) || count(corp).calls().get() * 100 < (long) limit * SPARE_FROM_PERCENT;
      case SEND, RECALL, LAST_RECEIPT, OTHER -> true;
    };
  }

  /** Reads what is stored, before anything of the next call is: it must not be counted twice. */
  void know(App app, CorpId corp) {
    if (isLimited(app)) {
      count(corp);
    }
  }

  /** A call was made, after {@link #know}. Call it once each. */
  void record(App app, CorpId corp) {
    if (!isLimited(app)) {
      return;
    }
    var count = count(corp);
    var calls = count.calls().incrementAndGet();
    if (nearlyUsedUp(calls) && count.warned().compareAndSet(false, true)) {
      Log.warnf("corp %s has used %d of its %d calls of this month", corp, calls, limit);
    }
  }

  /** How many corps have used most of their calls of this month, as far as is known. */
  int warned() {
    var month = ShanghaiTime.month(clock.instant());
    return (int)
        counts.values().stream()
            .filter(count -> count.month().equals(month) && nearlyUsedUp(count.calls().get()))
            .count();
  }

  private boolean isLimited(App app) {
    return limit > 0 && app.kind() == AppKind.INTERNAL;
  }

  private boolean nearlyUsedUp(long calls) {
    return calls * 100 >= (long) limit * WARN_FROM_PERCENT;
  }

  private Count count(CorpId corp) {
    var month = ShanghaiTime.month(clock.instant());
    var known = counts.get(corp);
    if (known != null && known.month().equals(month)) {
      return known;
    }
    var stored = new AtomicLong(reads.query(connection -> stored(connection, corp, month)));
    return counts.compute(
        corp,
        (_, present) ->
            present != null && present.month().equals(month)
                ? present
                : new Count(month, stored, new AtomicBoolean()));
  }

  private static long stored(Connection connection, CorpId corp, YearMonth month)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select count(*) + coalesce(sum(receipt_reads), 0)"
                + " + coalesce(sum(recall_state in ('DONE', 'FAILED')), 0)"
                + " from task where corp = ? and began_at >= ? and api = 'WORK_NOTICE'")) {
      select.setString(1, corp.value());
      select.setLong(2, ShanghaiTime.begin(month).toEpochMilli());
      try (var rows = select.executeQuery()) {
        return rows.getLong(1);
      }
    }
  }
}
