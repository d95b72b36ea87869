package io.dinggate.bench.start;

/** How a service is packaged and started. */
public enum Packaging {
  /** As every build packages it. */
  FAST_JAR("quarkus-app", "fast-jar"),
  /** As the images have it: an aot-jar, started with the AOT cache of a training run (JEP 514). */
  AOT("quarkus-aot", "AOT cache");

  private final String directory;
  private final String text;

  Packaging(String directory, String text) {
    this.directory = directory;
    this.text = text;
  }

  /** In the module's target directory. */
  String directory() {
    return directory;
  }

  /** For a person. */
  public String text() {
    return text;
  }
}
