package io.dinggate.sandbox;

/**
 * Ids and secrets of world.json, written down a second time so that a change there does not pass
 * unnoticed.
 */
final class DemoWorld {
  static final String EAST = "dingeast00000001";
  static final String NORTH = "dingnorth0000001";
  static final String NO_AUTH = "dingnoauth000001";
  static final String SUITE = "suite-main";
  static final String SUITE_KEY = "suitedemokey00000001";
  static final String SUITE_SECRET = "suite-demo-secret-0001";
  static final String SUITE_TICKET = "demo-suite-ticket-1";
  static final String INTERNAL = "internal-hr";
  static final String APP_KEY = "dingdemoappkey000001";
  static final String APP_SECRET = "internal-demo-secret-1";
  static final long SUITE_AGENT_EAST = 770001;
  static final long INTERNAL_AGENT = 990001;
  static final String CALLBACK = "http://localhost:8080/login/callback";

  private DemoWorld() {}
}
