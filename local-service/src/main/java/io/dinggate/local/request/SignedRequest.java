package io.dinggate.local.request;

import io.dinggate.model.RequestId;
import java.net.URI;
import java.time.Instant;

/**
 * What a frontend needs to hand a request to the cloud.
 *
 * @param id finds at this site what comes of it
 * @param url where to post it
 * @param token goes into the {@code Authorization} header, after {@code DingGate-Request}
 * @param body what to post, byte by byte
 * @param expiresAt when it cannot be posted any more
 */
record SignedRequest(RequestId id, URI url, String token, String body, Instant expiresAt) {

  @Override
  public String toString() {
    return "SignedRequest[" + id + "]";
  }
}
