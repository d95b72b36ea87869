package io.dinggate.cloud.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dinggate.model.MessageId;
import io.dinggate.model.SiteId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.RepeatMark;
import io.dinggate.model.message.SendMessage;
import io.dinggate.platform.keys.IndexKey;
import io.dinggate.platform.keys.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** How the body of a message is stored, and compared with another one. */
@ApplicationScoped
class MessageBodies {

  /** Members and map keys in order: the same message always gives the same text. */
  private static final JsonMapper CANONICAL =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // a newer version's row
          .build();

  /** Enough that no person gets the same one twice a day. */
  private static final int MARK_LENGTH = 8;

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

  /** By which a person is found again, without saying who it is. */
  String person(UserRef user) {
    return index.of("recipient.person", user.corp() + "/" + user.userId());
  }

  /** Equal for equal contents, as DingTalk gets them; tells nothing about them. */
  String contentHash(MessageContent content) {
    return index.of("message.content_hash", canonical(content));
  }

  /**
   * The content as DingTalk gets it: with the mark that a repeatable message has, always the same
   * one for the same message of a site.
   */
  MessageContent asSent(SiteId site, MessageId id, SendMessage message) {
    if (!message.delivery().marked()) {
      return message.content();
    }
    var mark = index.of("message.mark", site + "/" + id).replaceAll("[^A-Za-z0-9]", "");
    return RepeatMark.put(message.content(), "(" + mark.substring(0, MARK_LENGTH) + ")");
  }

  /** The people that a department brought in, as {@link #openUsers} reads them. */
  String sealUsers(String id, int department, List<UserId> users) {
    return sealer.seal(usersContext(id, department), canonical(users));
  }

  /** What {@link #sealUsers} has sealed, in the same order. */
  List<UserId> openUsers(String id, int department, String sealed) {
    try {
      return List.of(
          CANONICAL.readValue(sealer.open(usersContext(id, department), sealed), UserId[].class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored users are always JSON", e);
    }
  }

  private static String usersContext(String id, int department) {
    return "expansion.users:" + id + ":" + department;
  }

  private static String canonical(Object value) {
    try {
      return CANONICAL.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is stored is always JSON", e);
    }
  }
}
