package io.dinggate.e2e;

/** People and corps of the demo world, by what they are there for. */
public final class Somebody {

  public static final String EAST_CORP = "dingeast00000001";
  public static final String NORTH_CORP = "dingnorth0000001";
  public static final String FOREIGN_CORP = "dingforeign00001";

  /** An employee of east. */
  public static final String WANG_FANG = "wangfang";

  /** An employee of east who operates the site. */
  public static final String LI_WEI = "liwei";

  /** An employee of north. */
  public static final String ZHANG_SAN = "zhangsan";

  /** An external contact of east. */
  public static final String EXTERNAL_CONTACT = "chen-ext";

  /** Has left east. */
  public static final String LEAVER = "zhaoleft";

  /** Is out of the suite's range. */
  public static final String HIDDEN = "sunhidden";

  /** An employee of a corp that no site may use. */
  public static final String FOREIGNER = "smith";

  private Somebody() {}
}
