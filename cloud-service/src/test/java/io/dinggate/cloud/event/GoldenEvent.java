package io.dinggate.cloud.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dinggate.cloud.app.AuthorisationState;
import io.dinggate.model.AppId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One push as the reference has it, with made up values, and what has to become of it. The files
 * are in {@code src/test/resources} beside this class.
 *
 * @param name the file's
 * @param app which app it is pushed to
 * @param push what DingTalk says, in clear
 * @param expect one for each event in it; none for a check of the console
 */
record GoldenEvent(String name, AppId app, JsonNode push, List<Expected> expect) {

  private static final JsonMapper JSON = new JsonMapper();

  /** What the sites of the corp are told. */
  enum Told {
    /** Nobody. */
    NOTHING,
    /** That it came; the rest is the cloud's alone. */
    BARE,
    /** All that it says. */
    WHOLE
  }

  /**
   * What has to become of an event.
   *
   * @param bizType null for an event that came alone
   * @param before how the suite stands in the corp before; null when nothing is known
   * @param after how it stands then; null when nothing is known then either
   */
  record Expected(
      Integer bizType,
      String type,
      String corp,
      String subject,
      String happenedAt,
      EventKind kind,
      EventState state,
      Told told,
      AuthorisationState before,
      AuthorisationState after,
      Long agentId,
      String corpName) {}

  private record Contents(AppId app, JsonNode push, List<Expected> expect) {}

  /** All of them, in the order of their names. */
  static List<GoldenEvent> all() {
    try (var files = Files.list(directory())) {
      return files.sorted().map(GoldenEvent::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path directory() {
    try {
      return Path.of(GoldenEvent.class.getResource("golden").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GoldenEvent read(Path file) {
    try {
      var contents = JSON.readValue(file.toFile(), Contents.class);
      var name = file.getFileName().toString().replace(".json", "");
      return new GoldenEvent(name, contents.app(), contents.push(), contents.expect());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
