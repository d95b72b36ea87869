package io.dinggate.bench.send;

import io.dinggate.e2e.Stack;
import io.dinggate.sandbox.World;
import io.dinggate.sandbox.World.Corp;
import io.dinggate.sandbox.World.Department;
import io.dinggate.sandbox.World.InternalApp;
import io.dinggate.sandbox.World.Site;
import io.dinggate.sandbox.World.SiteCorp;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Many companies at one site, each with an internal app of its own: as many (app, corp) pairs as it
 * takes for the limit of DingTalk's on an address to be the one that is felt.
 */
final class SendingWorld {

  /** At 20 calls a second for each, 25 pairs are what an address may call in all. */
  static final int PAIRS = 40;

  /** Enough that nobody gets more in a day than DingTalk delivers. */
  static final int PEOPLE_PER_CORP = 1_000;

  private SendingWorld() {}

  /** The world, with apps and site made after those of the demo. */
  static World after(World demo) {
    return new World(
        demo.suites(),
        pairs().mapToObj(pair -> app(demo.internalApps().getFirst(), pair)).toList(),
        pairs().mapToObj(SendingWorld::corp).toList(),
        List.of(),
        List.of(site(demo.site(Stack.EAST))));
  }

  /** The corp of the pair, from 0 on. */
  static String corpId(int pair) {
    return "dingsending%05d".formatted(pair);
  }

  private static IntStream pairs() {
    return IntStream.range(0, PAIRS);
  }

  private static String appId(int pair) {
    return "sending-" + pair;
  }

  private static Corp corp(int pair) {
    return new Corp(
        corpId(pair),
        "第" + pair + "公司",
        "Company " + pair,
        Map.of(),
        List.of(new Department(1, "第" + pair + "公司", null, List.of())));
  }

  private static InternalApp app(InternalApp demo, int pair) {
    return new InternalApp(
        appId(pair),
        "Sending app " + pair,
        "dingsendingkey%05d".formatted(pair),
        "sending-bench-secret-" + pair,
        980_000 + pair,
        corpId(pair),
        "benchToken2" + pair,
        demo.encodingAesKey(),
        demo.redirectUris(),
        demo.callbackUrl());
  }

  private static Site site(Site site) {
    return new Site(
        site.id(),
        site.clientId(),
        site.clientSecret(),
        pairs().mapToObj(pair -> new SiteCorp(corpId(pair), appId(pair), appId(pair))).toList(),
        appId(0),
        List.of(),
        site.apiClients());
  }
}
