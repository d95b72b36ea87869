package io.dinggate.cloud.event;

import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The query of a push. DingTalk sends the signature, or the time, under one name or the other. */
final class PushParameters {

  @QueryParam("msg_signature")
  @Nullable String msgSignature;

  @QueryParam("signature")
  @Nullable String signature;

  @QueryParam("timestamp")
  @Nullable String timestamp;

  @QueryParam("timeStamp")
  @Nullable String timeStamp;

  @QueryParam("nonce")
  @Nullable String nonce;

  EventPush push(byte[] body) {
    return new EventPush(
        msgSignature == null ? signature : msgSignature,
        timestamp == null ? timeStamp : timestamp,
        nonce,
        new String(body, StandardCharsets.UTF_8));
  }
}
