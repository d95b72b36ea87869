package io.dinggate.local.platform;

import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.platform.testing.RudeRequests;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;

@LocalServiceTest
class RudeRequestsTest extends RudeRequests {

  @TestHTTPResource("/")
  URI server;

  @Override
  protected URI server() {
    return server;
  }
}
