package io.dinggate.cloud.event;

import io.dinggate.model.CorpId;
import io.dinggate.model.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a push apart: one event for each row of a batch (SyncHTTP), or the one event that it is. A
 * row that cannot be read becomes an event with a fault and leaves the others alone; so does a push
 * that cannot be read at all, as DingTalk would push no other in its place.
 */
final class EventParser {

  private static final String BATCH = "SYNC_HTTP_PUSH_";
  private static final String ROWS = "bizData";
  static final String UNNAMED = "unnamed";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  /** An event that happened later than this after its push did not happen then. */
  private static final Duration LEAP = Duration.ofDays(1);

  private EventParser() {}

  /**
   * The events in the order of the push.
   *
   * @param own the corp of an internal app, which an event that names none is about; null for a
   *     suite
   */
  static List<ReceivedEvent> events(VerifiedEvent push, @Nullable CorpId own) {
    var body = push.body();
    if (body == null) {
      return List.of(
          faulty(UNNAMED, push.pushedAt(), push.message(), "the push is no JSON object"));
    }
    if (!body.type().startsWith(BATCH)) {
      return List.of(single(body, push.pushedAt(), own));
    }
    if (!body.hasArray(ROWS)) {
      return List.of(faulty(body.type(), push.pushedAt(), body.json(), "a batch without bizData"));
    }
    return body.elements(ROWS).stream().map(row -> row(row, push, own)).toList();
  }

  private static ReceivedEvent row(String json, VerifiedEvent push, @Nullable CorpId own) {
    var row = EventBody.parse(json);
    if (row.isEmpty()) {
      return faulty(UNNAMED, push.pushedAt(), json, "the row is no object");
    }
    var bizType = row.get().number("biz_type");
    var data = row.get().object("biz_data");
    if (data.isEmpty() || bizType.isEmpty() || bizType.getAsLong() != (int) bizType.getAsLong()) {
      return faulty(
          UNNAMED, push.pushedAt(), json, "biz_type or biz_data is missing or unreadable");
    }
    return row(row.get(), (int) bizType.getAsLong(), data.get(), push.pushedAt(), own);
  }

  private static ReceivedEvent row(
      EventBody row, int bizType, EventBody data, Instant pushedAt, @Nullable CorpId own) {
    var corp = corp(row.text("corp_id"), own);
    var type = name(data.text("syncAction"));
    var about = List.of(corp, String.valueOf(bizType), row.text("biz_id").orElse(""));
    var version =
        row.text("gmt_modified").or(() -> data.text("syncSeq")).orElseGet(() -> hash(row.json()));
    var identity =
        data.text("eventId")
            .map(id -> join("event", List.of(id), about))
            .orElseGet(
                () -> join("row", List.of(row.text("subscribe_id").orElse(""), version), about));
    var happenedAt = firstTime(row, pushedAt, "gmt_modified", "gmt_create");
    var subject = row.text("biz_id").filter(id -> !id.isBlank()).orElse(null);
    return new ReceivedEvent(identity, bizType, type, corp, subject, happenedAt, row.json(), null);
  }

  private static ReceivedEvent single(EventBody body, Instant pushedAt, @Nullable CorpId own) {
    var corp = corp(body.text("AuthCorpId").or(() -> body.text("CorpId")), own);
    var type = name(Optional.of(body.type()));
    var identity =
        body.text("eventId")
            .map(id -> join("event", List.of(id), List.of(corp, type)))
            .orElseGet(() -> join("text", List.of(hash(body.json())), List.of()));
    var happenedAt = firstTime(body, pushedAt, "TimeStamp", "EventTime");
    return new ReceivedEvent(identity, null, type, corp, null, happenedAt, body.json(), null);
  }

  /** An event that can never be handled. */
  static ReceivedEvent faulty(String type, Instant pushedAt, String json, String fault) {
    var identity = join("text", List.of(hash(json)), List.of());
    return new ReceivedEvent(identity, null, type, "", null, pushedAt, json, fault);
  }

  private static String join(String form, List<String> which, List<String> about) {
    return Stream.of(List.of(form), which, about)
        .flatMap(List::stream)
        .map(part -> part.length() + ":" + part)
        .reduce("", String::concat);
  }

  private static Instant firstTime(EventBody body, Instant pushedAt, String... names) {
    return Stream.of(names)
        .flatMap(name -> body.text(name).stream())
        .flatMap(text -> EventTimes.parse(text).stream())
        .filter(time -> !time.isAfter(pushedAt.plus(LEAP)))
        .findFirst()
        .orElse(pushedAt);
  }

  private static String corp(Optional<String> told, @Nullable CorpId own) {
    try {
      return told.map(CorpId::new).or(() -> Optional.ofNullable(own)).map(CorpId::value).orElse("");
    } catch (InvalidValueException e) {
      return "";
    }
  }

  private static String name(Optional<String> told) {
    return told.filter(name -> NAME.matcher(name).matches()).orElse(UNNAMED);
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }
}
