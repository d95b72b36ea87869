package io.dinggate.cloud.site;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many entries of one kind a minute can cause, so that a flood fills no disk. Kinds are
 * apart: a flood of one hides no other. There are as many as there are sites, actions and reasons.
 * Thread-safe.
 */
final class AuditBudget {

  private static final long MINUTE_MILLIS = 60_000;

  private final int perMinute;
  private final ConcurrentMap<Kind, Minute> minutes = new ConcurrentHashMap<>();

  AuditBudget(int perMinute) {
    this.perMinute = perMinute;
  }

  /**
   * What is to be written for an entry: itself unless its kind has spent its minute, and before it
   * how many of its kind were left out in an earlier minute; told once.
   */
  List<AuditEntry> due(AuditEntry entry, long nowMillis) {
    var due = new ArrayList<AuditEntry>(2);
    minutes.compute(
        new Kind(entry.actor(), entry.action(), entry.reason()),
        (_, last) -> spend(last, entry, Math.floorDiv(nowMillis, MINUTE_MILLIS), due));
    return due;
  }

  private Minute spend(@Nullable Minute last, AuditEntry entry, long now, List<AuditEntry> due) {
    if (last != null && last.number == now) {
      if (last.entries < perMinute) {
        due.add(entry);
      }
      return new Minute(now, last.entries + 1);
    }
    if (last != null && last.entries > perMinute) {
      due.add(suppressed(entry, last.entries - perMinute));
    }
    due.add(entry);
    return new Minute(now, 1);
  }

  private static AuditEntry suppressed(AuditEntry entry, int count) {
    return new AuditEntry(
        entry.actor(),
        "audit.suppressed",
        entry.action() + " " + entry.reason(),
        "entries:" + count);
  }

  private record Kind(String actor, String action, String reason) {}

  private record Minute(long number, int entries) {}
}
