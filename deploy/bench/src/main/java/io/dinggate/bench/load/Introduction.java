package io.dinggate.bench.load;

import io.dinggate.bench.BenchException;
import io.dinggate.sandbox.Sandbox;
import io.dinggate.sandbox.World;
import io.dinggate.sandbox.event.PushOutcome;
import java.util.List;

/** What DingTalk tells the cloud before an app can do anything. */
final class Introduction {

  private Introduction() {}

  /** Pushes suite tickets and authorisations. */
  static void of(Sandbox sandbox, List<Pair> pairs) {
    for (var suite : sandbox.world().suites()) {
      require(sandbox.pusher().suiteTicket(suite.appId()), suite);
    }
    for (var pair : pairs) {
      if (pair.ofSuite()) {
        require(sandbox.pusher().authorise(pair.app().appId(), pair.corp()), pair.app());
      }
    }
  }

  private static void require(PushOutcome outcome, World.App app) {
    if (!outcome.delivered()) {
      throw new BenchException(
          "The cloud refused an event of " + app.appId() + ": " + outcome.attempts());
    }
  }
}
