package io.dinggate.e2e;

import java.util.Locale;

/**
 * Everything in a {@link Stack} that listens on a port of its own, and where it does in the demo.
 */
public enum Listener {
  SANDBOX_LOGIN(8090, "the sandbox's login page"),
  SANDBOX_OAPI(8091, "the sandbox's oapi host"),
  SANDBOX_API(8092, "the sandbox's api host"),
  CLOUD(8080, "the cloud-service"),
  CLOUD_MANAGEMENT(9080, "health and metrics of the cloud-service"),
  LOCAL(8081, "the local-service of the site east"),
  LOCAL_MANAGEMENT(9081, "health and metrics of the local-service of the site east"),
  NORTH(8082, "the local-service of the site north"),
  NORTH_MANAGEMENT(9082, "health and metrics of the local-service of the site north");

  private final int usual;
  private final String purpose;

  Listener(int usual, String purpose) {
    this.usual = usual;
    this.purpose = purpose;
  }

  /** The port in the demo when nothing else is asked for. */
  public int usual() {
    return usual;
  }

  /** What listens there, for a person to read. */
  public String purpose() {
    return purpose;
  }

  /** The demo's option that moves it, for example {@code --cloud-port}. */
  public String option() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-') + "-port";
  }

  /** The environment variable that moves it in the demo, for example {@code DEMO_CLOUD_PORT}. */
  public String variable() {
    return "DEMO_" + name() + "_PORT";
  }
}
