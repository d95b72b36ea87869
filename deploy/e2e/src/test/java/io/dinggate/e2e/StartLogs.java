package io.dinggate.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the services had written when they were ready and nobody had called yet.
 *
 * @param byService the log of each
 */
record StartLogs(Map<String, String> byService) {

  static StartLogs of(Stack stack) {
    var logs = new LinkedHashMap<String, String>();
    logs.put("cloud-service", read(stack.cloud()));
    stack.sites().forEach(site -> logs.put("local-service " + site, read(stack.local(site))));
    return new StartLogs(logs);
  }

  private static String read(Service service) {
    try {
      return Files.readString(service.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
