package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.sandbox.Sandbox;
import io.dinggate.sandbox.World;

/** What happens at DingTalk without anybody's doing at a site. */
final class DingTalkSide {

  private final Sandbox sandbox;
  private final World.Suite suite;

  DingTalkSide(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.suite = sandbox.world().suites().getFirst();
  }

  /** DingTalk pushes the suite ticket and who has installed the suite. */
  void introduceApps() {
    assertThat(sandbox.pusher().suiteTicket(suite.appId()).delivered()).isTrue();
    sandbox.world().corps().stream()
        .filter(corp -> corp.agents().containsKey(suite.appId()))
        .forEach(corp -> authorise(corp.corpId()));
  }

  /** An administrator of the corp installs the suite. */
  void authorise(String corp) {
    assertThat(sandbox.pusher().authorise(suite.appId(), corp).delivered()).isTrue();
  }

  /** An administrator of the corp removes the suite. */
  void relieve(String corp) {
    assertThat(sandbox.pusher().relieve(suite.appId(), corp).delivered()).isTrue();
  }
}
