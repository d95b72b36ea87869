package io.dinggate.cloud.testing;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.SiteId;

/** The sandbox's world by name. */
public final class Apps {

  /** The suite. */
  public static final AppId SUITE = new AppId("suite-main");

  /** East's own app. */
  public static final AppId HR = new AppId("internal-hr");

  /** Has the suite and an app of its own. */
  public static final CorpId EAST = new CorpId("dingeast00000001");

  /** Has the suite. */
  public static final CorpId NORTH = new CorpId("dingnorth0000001");

  /** Has the suite, but is no site's corp. */
  public static final CorpId FOREIGN = new CorpId("dingforeign00001");

  /** Has nothing. */
  public static final CorpId NEVER_INSTALLED = new CorpId("dingnoauth000001");

  /** Works for {@link #EAST}. */
  public static final SiteId EAST_SITE = new SiteId("east");

  /** Works for {@link #NORTH}. */
  public static final SiteId NORTH_SITE = new SiteId("north");

  private Apps() {}
}
