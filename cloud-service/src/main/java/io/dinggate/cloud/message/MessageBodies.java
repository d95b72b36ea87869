package io.dinggate.cloud.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dinggate.model.message.SendMessage;
import io.dinggate.platform.keys.IndexKey;
import io.dinggate.platform.keys.Sealer;
import jakarta.enterprise.context.ApplicationScoped;

/** How the body of a message is stored, and compared with another one. */
@ApplicationScoped
class MessageBodies {

  /** Members and map keys in order: the same message always gives the same text. */
  private static final JsonMapper CANONICAL =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // a newer version's row
          .build();

  private final Sealer sealer;
  private final IndexKey index;

  MessageBodies(Sealer sealer, IndexKey index) {
    this.sealer = sealer;
    this.index = index;
  }

  /** Equal for equal messages; tells nothing about them. */
  String hash(SendMessage message) {
    return index.of("message.body_hash", canonical(message));
  }

  String seal(String id, SendMessage message) {
    return sealer.seal("message.body:" + id, canonical(message));
  }

  SendMessage open(String id, String sealed) {
    try {
      return CANONICAL.readValue(sealer.open("message.body:" + id, sealed), SendMessage.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored message is always JSON", e);
    }
  }

  private static String canonical(SendMessage message) {
    try {
      return CANONICAL.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message is always JSON", e);
    }
  }
}
