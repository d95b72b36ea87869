package io.dinggate.cloud.dingtalk;

import org.jspecify.annotations.Nullable;

/**
 * What came back over the wire.
 *
 * @param status the HTTP status
 * @param body as text, whatever it is; never to be shown or logged
 */
record Answer(int status, @Nullable String body) {

  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
