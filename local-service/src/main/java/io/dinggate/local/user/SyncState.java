package io.dinggate.local.user;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the reading of a corp's directory stands. */
enum SyncState {
  /** It is being read. */
  RUNNING,
  /** It was read to its end. */
  COMPLETE,
  /** Parts of it could not be read: what was found is kept, and nobody is held to have left. */
  INCOMPLETE,
  /** It could not be read at all. */
  FAILED;

  /** The name on the wire. */
  @JsonValue
  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
