package io.dinggate.bench.load;

import io.dinggate.sandbox.World;
import java.util.ArrayList;
import java.util.List;

/** An app in a corp: what DingTalk's limits, tokens and authorisations are per. */
record Pair(World.App app, String corp) {

  /** All pairs of the world, suites first. */
  static List<Pair> of(World world) {
    var pairs = new ArrayList<Pair>();
    for (var suite : world.suites()) {
      world.corps().stream()
          .filter(corp -> corp.agents().containsKey(suite.appId()))
          .forEach(corp -> pairs.add(new Pair(suite, corp.corpId())));
    }
    world.internalApps().forEach(app -> pairs.add(new Pair(app, app.corpId())));
    return List.copyOf(pairs);
  }

  boolean ofSuite() {
    return app instanceof World.Suite;
  }
}
