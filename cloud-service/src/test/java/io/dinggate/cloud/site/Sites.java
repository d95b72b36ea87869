package io.dinggate.cloud.site;

import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.AppKind;
import io.dinggate.cloud.registry.Site;
import io.dinggate.cloud.registry.SiteCorp;
import io.dinggate.cloud.registry.Snapshot;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.SiteId;
import java.net.URI;
import java.util.List;

/** A small registry: site east has one corp by suite and internal app, and one by suite alone. */
public final class Sites {

  public static final CorpId EAST = new CorpId("dingeast");
  public static final CorpId NORTH = new CorpId("dingnorth");
  public static final CorpId FOREIGN = new CorpId("dingforeign");
  public static final AppId SUITE = new AppId("suite-main");
  public static final AppId HR = new AppId("internal-hr");
  public static final AppId OTHERS = new AppId("others");
  public static final URI RETURN_URL = URI.create("https://east.example/login/return?lang=zh");

  private Sites() {}

  public static CallingSite east() {
    var site =
        new Site(
            new SiteId("east"),
            "east-client",
            List.of(),
            List.of(),
            List.of(RETURN_URL),
            List.of(),
            List.of(
                new SiteCorp(EAST, SUITE, HR, List.of(SUITE, HR)),
                new SiteCorp(NORTH, SUITE, SUITE, List.of(SUITE))),
            SUITE);
    return new CallingSite(
        site, new Snapshot(List.of(suite(), internal(HR), internal(OTHERS)), List.of(site)));
  }

  public static App suite() {
    return new App(
        SUITE, AppKind.SUITE, "suite-key", "suite-secret", null, "14999001", 62282L, null, null);
  }

  public static App internal(AppId id) {
    return new App(
        id, AppKind.INTERNAL, id + "-key", id + "-secret", null, null, null, 990001L, EAST);
  }
}
