package io.dinggate.cloud.registry;

/**
 * Something wrong in the registry file.
 *
 * @param path where it stands, for example {@code sites[1].corps[0].login-app}
 * @param message what it must be; never repeats a value
 */
record RegistryFault(String path, String message) {

  @Override
  public String toString() {
    return path + ": " + message;
  }
}
