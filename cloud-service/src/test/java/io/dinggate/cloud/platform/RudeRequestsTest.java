package io.dinggate.cloud.platform;

import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.platform.testing.RudeRequests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;

@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class RudeRequestsTest extends RudeRequests {

  @TestHTTPResource("/")
  URI server;

  @Override
  protected URI server() {
    return server;
  }
}
