package io.dinggate.local.cloud;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Reads the cloud's answers: the cloud is upgraded first, and may tell more than this site knows.
 */
final class LenientJson {

  private LenientJson() {}

  static ObjectMapper of(ObjectMapper strict) {
    return strict.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }
}
