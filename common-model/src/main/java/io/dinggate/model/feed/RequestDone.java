package io.dinggate.model.feed;

import io.dinggate.model.RequestId;
import io.dinggate.model.request.RequestResult;

/**
 * A request that a frontend handed to the cloud has come to its end; told once, before anything
 * else that follows from it is told.
 *
 * @param request the site's id of it
 * @param result what came of it
 */
public record RequestDone(RequestId request, RequestResult result) implements FeedItem {

  /** The result may be about people. */
  @Override
  public String toString() {
    return "RequestDone[" + request + "]";
  }
}
