package io.dinggate.sandbox.http;

/**
 * Where an endpoint is found.
 *
 * @param path may hold {@code {name}} parts; it is the name of the endpoint for faults and counters
 */
public record Route(Listener listener, String method, String path, Endpoint endpoint) {
  String key() {
    return method + " " + path;
  }
}
