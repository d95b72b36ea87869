package io.dinggate.bench.load;

/**
 * What the events have shown.
 *
 * @param load rate and times from the intended push to {@code success}
 * @param acknowledged events that were answered {@code success}, the warm-up and those pushed while
 *     the cloud was being killed among them
 * @param onDisk how many of these were in the cloud's file after kill -9
 */
public record EventFigures(LoadFigures load, int acknowledged, int onDisk) {

  /** Events that were answered {@code success} and are gone; anything but 0 breaks G1. */
  public int lost() {
    return acknowledged - onDisk;
  }
}
