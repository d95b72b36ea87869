package io.dinggate.local.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dinggate.model.message.MessageContent;

/**
 * The one JSON form of what a caller asked for: members sorted, absent ones left out. Stored hashes
 * depend on it, so it does not follow the settings of the API's JSON.
 */
final class MessageJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private MessageJson() {}

  /** The same text for every request that asks for the same. */
  static String canonical(PutMessage request) {
    return write(request);
  }

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message cannot be written as JSON", e);
    }
  }

  static MessageContent readContent(String json) {
    try {
      return MAPPER.readValue(json, MessageContent.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored message cannot be read", e);
    }
  }
}
