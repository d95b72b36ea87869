package io.dinggate.cloud.request;

import io.dinggate.cloud.registry.Site;
import io.dinggate.model.RequestId;

/**
 * What a request token says, its signature and all of its claims but the body's verified.
 *
 * @param site who signed it
 * @param id of the request
 * @param subject whom the site signed for
 * @param bodyDigest see {@link io.dinggate.model.request.RequestToken#digest}
 */
record VerifiedToken(Site site, RequestId id, String subject, String bodyDigest) {

  @Override
  public String toString() {
    return "VerifiedToken[" + site.id() + "/" + id + "]";
  }
}
