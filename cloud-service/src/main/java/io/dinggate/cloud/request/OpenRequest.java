package io.dinggate.cloud.request;

import io.dinggate.model.RequestId;
import io.dinggate.model.SiteId;
import java.time.Instant;

/**
 * A stored request that has not come to its end.
 *
 * @param site whose
 * @param id the site's own
 * @param sealed its body, see {@link RequestBodies}
 * @param acceptedAt when it was stored
 * @param attempts that failed so far
 */
record OpenRequest(SiteId site, RequestId id, String sealed, Instant acceptedAt, int attempts) {

  @Override
  public String toString() {
    return site + "/" + id;
  }
}
