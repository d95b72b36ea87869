package io.dinggate.local.message;

import io.dinggate.local.platform.SessionSource;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A listener by server-sent events. */
final class SseListener implements Listener {

  private final SseEventSink sink;
  private final Sse sse;
  private final @Nullable String session;
  private final SessionSource sessions;

  /**
   * For one connection.
   *
   * @param session the token of the session by which it was opened; null for a program
   */
  SseListener(SseEventSink sink, Sse sse, @Nullable String session, SessionSource sessions) {
    this.sink = sink;
    this.sse = sse;
    this.session = session;
    this.sessions = sessions;
  }

  @Override
  public CompletionStage<?> tell(Standing standing) {
    return sink.send(
        sse.newEventBuilder()
            .name("changed")
            .id(Long.toString(standing.revision()))
            .mediaType(MediaType.APPLICATION_JSON_TYPE)
            .data(MessageNews.class, standing.news())
            .build());
  }

  @Override
  public void beat() {
    var _ = sink.send(sse.newEventBuilder().comment("still here").build());
  }

  @Override
  public boolean mayListen() {
    return session == null || sessions.isLive(session);
  }

  @Override
  public boolean isGone() {
    return sink.isClosed();
  }

  @Override
  public void end() {
    sink.close();
  }
}
