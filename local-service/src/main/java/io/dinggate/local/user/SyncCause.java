package io.dinggate.local.user;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a corp's directory is read. */
enum SyncCause {
  /** The site has never read it. */
  FIRST,
  /** It was time to. */
  SCHEDULED,
  /** An operator asked for it. */
  OPERATOR;

  /** The name on the wire. */
  @JsonValue
  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
