package io.dinggate.local.feed;

import io.dinggate.local.cloud.CloudGateway;
import io.dinggate.model.feed.FeedCursor;
import io.dinggate.model.feed.FeedPage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@link CloudFeed} by the gateway. */
@ApplicationScoped
class GatewayFeed implements CloudFeed {

  private final CloudGateway cloud;

  GatewayFeed(CloudGateway cloud) {
    this.cloud = cloud;
  }

  @Override
  public FeedPage poll(@Nullable FeedCursor after, Duration wait, int limit) {
    return cloud.pollFeed(after, wait, limit);
  }

  @Override
  public void acknowledge(FeedCursor cursor) {
    cloud.acknowledgeFeed(cursor);
  }
}
