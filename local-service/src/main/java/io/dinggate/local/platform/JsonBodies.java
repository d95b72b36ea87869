package io.dinggate.local.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.platform.problem.StrictJson;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** The bodies of callers are read to the letter. */
@Singleton
class JsonBodies implements ObjectMapperCustomizer {

  @Override
  public void customize(ObjectMapper json) {
    StrictJson.apply(json);
  }
}
