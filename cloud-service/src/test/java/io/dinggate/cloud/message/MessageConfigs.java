package io.dinggate.cloud.message;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** The configuration of messages without the service. */
final class MessageConfigs {

  private MessageConfigs() {}

  /** The defaults, but for these keys and their values in turn, without their prefix. */
  static MessageConfig of(String... keysAndValues) {
    Map<String, String> settings = new HashMap<>();
    for (var i = 0; i < keysAndValues.length; i += 2) {
      settings.put("dinggate.message." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return new SmallRyeConfigBuilder()
        .withMapping(MessageConfig.class)
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build()
        .getConfigMapping(MessageConfig.class);
  }
}
