package io.dinggate.local.message;

import io.dinggate.local.platform.Caller;
import io.dinggate.model.MessageId;

/**
 * By what a caller finds its message; the same id from another caller is another message.
 *
 * @param owner the caller, see {@link Caller#key}
 * @param id minted by the caller
 */
record MessageKey(String owner, MessageId id) {

  static MessageKey of(Caller caller, MessageId id) {
    return new MessageKey(caller.key(), id);
  }
}
