package io.dinggate.e2e;

import io.dinggate.sandbox.World;
import java.net.URI;
import java.util.List;

/** The demo world, wherever the cloud-service of a stack listens. */
final class DemoWorld {

  private DemoWorld() {}

  /** The world with the return addresses and callback URLs of all apps at {@code cloud}. */
  static World at(URI cloud, World world) {
    return new World(
        world.suites().stream().map(suite -> at(cloud, suite)).toList(),
        world.internalApps().stream().map(app -> at(cloud, app)).toList(),
        world.corps(),
        world.people(),
        world.sites());
  }

  private static World.Suite at(URI cloud, World.Suite suite) {
    return new World.Suite(
        suite.appId(),
        suite.name(),
        suite.suiteKey(),
        suite.suiteSecret(),
        suite.token(),
        suite.encodingAesKey(),
        suite.suiteId(),
        suite.microAppId(),
        suite.developer(),
        suite.suiteTicket(),
        suite.templates(),
        List.of(cloud.resolve("/login/callback")),
        callback(cloud, suite));
  }

  private static World.InternalApp at(URI cloud, World.InternalApp app) {
    return new World.InternalApp(
        app.appId(),
        app.name(),
        app.appKey(),
        app.appSecret(),
        app.agentId(),
        app.corpId(),
        app.token(),
        app.encodingAesKey(),
        List.of(cloud.resolve("/login/callback")),
        callback(cloud, app));
  }

  private static URI callback(URI cloud, World.App app) {
    return cloud.resolve("/dingtalk/apps/" + app.appId() + "/events");
  }
}
