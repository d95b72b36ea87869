package io.dinggate.local.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.SendOptions;
import java.util.Map;

/**
 * The one JSON form of what a caller asked for: members sorted, absent ones left out. Stored hashes
 * depend on it, so it does not follow the settings of the API's JSON.
 */
final class MessageJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private static final TypeReference<Map<String, Integer>> COUNTS = new TypeReference<>() {};

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
    return read(json, MessageContent.class);
  }

  static SendOptions readOptions(String json) {
    return read(json, SendOptions.class);
  }

  static Counts readCounts(String json) {
    try {
      return Counts.ofWire(MAPPER.readValue(json, COUNTS));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored counts cannot be read", e);
    }
  }

  static DirectDraft readDirect(String json) {
    return read(json, DirectDraft.class);
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored message cannot be read", e);
    }
  }
}
