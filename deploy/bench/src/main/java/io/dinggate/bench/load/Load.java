package io.dinggate.bench.load;

/**
 * How much is asked for.
 *
 * @param perSecond requests a second
 * @param warmUpSeconds at the same rate, not measured
 * @param seconds measured
 */
public record Load(int perSecond, int warmUpSeconds, int seconds) {

  int warmUp() {
    return perSecond * warmUpSeconds;
  }

  int measured() {
    return perSecond * seconds;
  }
}
