package io.dinggate.bench.load;

import io.dinggate.e2e.Stack;
import io.dinggate.sandbox.World;
import io.dinggate.sandbox.World.Corp;
import io.dinggate.sandbox.World.Department;
import io.dinggate.sandbox.World.InternalApp;
import io.dinggate.sandbox.World.Membership;
import io.dinggate.sandbox.World.Person;
import io.dinggate.sandbox.World.Site;
import io.dinggate.sandbox.World.SiteCorp;
import io.dinggate.sandbox.World.Suite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * More companies and people than the demo has, at one site: the demo's suite in all corps, a second
 * suite in half of them, an internal app in the others.
 */
public final class BenchWorld {

  private static final int CORPS = 6;
  private static final int PEOPLE_PER_CORP = 40;
  private static final long DEPARTMENT = 2;

  private final World demo;
  private final Suite first;
  private final Suite second;

  private BenchWorld(World demo) {
    this.demo = demo;
    this.first = demo.suites().getFirst();
    this.second = second(first);
  }

  /** The bench's world, with apps and site made after those of the demo. */
  public static World after(World demo) {
    return new BenchWorld(demo).world();
  }

  private World world() {
    return new World(
        List.of(first, second),
        corps().filter(corp -> !hasSecondSuite(corp)).mapToObj(this::internalApp).toList(),
        corps().mapToObj(this::corp).toList(),
        corps().boxed().flatMap(corp -> people().mapToObj(n -> person(corp, n))).toList(),
        List.of(site(demo.site(Stack.EAST))));
  }

  private static IntStream corps() {
    return IntStream.rangeClosed(1, CORPS);
  }

  private static IntStream people() {
    return IntStream.rangeClosed(1, PEOPLE_PER_CORP);
  }

  private static boolean hasSecondSuite(int corp) {
    return corp <= CORPS / 2;
  }

  private static String corpId(int corp) {
    return "dingbench%07d".formatted(corp);
  }

  private static String internalAppId(int corp) {
    return "internal-" + corp;
  }

  private static Suite second(Suite suite) {
    return new Suite(
        "suite-second",
        "Second",
        "suitebenchkey0000002",
        "suite-bench-secret-0002",
        "benchToken0002",
        rotated(suite.encodingAesKey(), 7),
        "14999002",
        suite.microAppId() + 1,
        suite.developer(),
        "bench-suite-ticket-2",
        suite.templates(),
        suite.redirectUris(),
        suite.callbackUrl());
  }

  private InternalApp internalApp(int corp) {
    var app = demo.internalApps().getFirst();
    return new InternalApp(
        internalAppId(corp),
        "Internal app " + corp,
        "dingbenchappkey%05d".formatted(corp),
        "internal-bench-secret-" + corp,
        990_000 + corp,
        corpId(corp),
        "benchToken1" + corp,
        rotated(app.encodingAesKey(), corp),
        app.redirectUris(),
        app.callbackUrl());
  }

  private Corp corp(int corp) {
    var agents = new LinkedHashMap<String, Long>();
    agents.put(first.appId(), 770_000L + corp);
    if (hasSecondSuite(corp)) {
      agents.put(second.appId(), 780_000L + corp);
    }
    return new Corp(
        corpId(corp),
        "第" + corp + "公司",
        "Company " + corp,
        agents,
        List.of(
            new Department(1, "第" + corp + "公司", null, List.of()),
            new Department(DEPARTMENT, "生产部", 1L, List.of())));
  }

  private Person person(int corp, int number) {
    var id = "p%d-%d".formatted(corp, number);
    var membership =
        new Membership(
            corpId(corp),
            "user-" + number,
            number % 3 == 0 ? "组长" : "职员",
            "B%d%03d".formatted(corp, number),
            List.of(DEPARTMENT),
            number == 1,
            false,
            false,
            List.of());
    var name = Texts.name(number * CORPS + corp);
    return new Person(
        id,
        name,
        name,
        "139%08d".formatted(corp * 1_000 + number),
        id + "@bench.example",
        Map.of(first.developer(), "unVendor" + id, corpId(corp), "unCorp" + id),
        Map.of(
            first.appId(), "opFirst" + id,
            second.appId(), "opSecond" + id,
            internalAppId(corp), "opInternal" + id),
        List.of(membership));
  }

  private Site site(Site site) {
    return new Site(
        site.id(),
        site.clientId(),
        site.clientSecret(),
        corps().mapToObj(corp -> new SiteCorp(corpId(corp), first.appId(), first.appId())).toList(),
        first.appId(),
        List.of(),
        site.apiClients());
  }

  private static String rotated(String key, int by) {
    return key.substring(by) + key.substring(0, by);
  }
}
