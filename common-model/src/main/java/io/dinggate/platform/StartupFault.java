package io.dinggate.platform;

/**
 * Why a service must not start.
 *
 * @param key the configuration key to look at
 * @param message what is wrong and what would be right; never holds a secret
 */
public record StartupFault(String key, String message) {

  @Override
  public String toString() {
    return key + ": " + message;
  }
}
