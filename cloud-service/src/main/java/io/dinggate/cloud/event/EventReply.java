package io.dinggate.cloud.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The answer that DingTalk takes for success; it reads no other spelling of the names. */
record EventReply(
    @JsonProperty("msg_signature") String signature,
    @JsonProperty("timeStamp") String timestamp,
    @JsonProperty("nonce") String nonce,
    @JsonProperty("encrypt") String encrypt) {}
