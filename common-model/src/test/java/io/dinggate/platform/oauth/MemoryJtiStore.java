package io.dinggate.platform.oauth;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Remembers in memory, and shows until when. */
final class MemoryJtiStore implements JtiStore {

  final Map<String, Instant> remembered = new HashMap<>();

  @Override
  public synchronized boolean firstUse(String clientId, String jti, Instant until) {
    return remembered.putIfAbsent(clientId + "/" + jti, until) == null;
  }
}
