package io.dinggate.cloud.message;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Until when an app keeps still in a corp, because DingTalk has just refused one of its calls for
 * now and would refuse the next one as well. Thread-safe.
 */
@Singleton
final class SendPauses {

  private final ConcurrentMap<Pair, Instant> ends = new ConcurrentHashMap<>();

  private record Pair(AppId app, CorpId corp) {}

  /** Keeps still until then, or for longer if that was said before. */
  void begin(AppId app, CorpId corp, Instant until) {
    ends.merge(new Pair(app, corp), until, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** The end of the last pause, which may be over; empty when there was none. */
  Optional<Instant> until(AppId app, CorpId corp) {
    return Optional.ofNullable(ends.get(new Pair(app, corp)));
  }
}
