package io.dinggate.local.message;

import io.dinggate.local.platform.SessionSource;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A listener by server-sent events of the name {@code changed}.
 *
 * @param <N> what is told
 */
public final class SseListener<N extends Listeners.News> implements Listener<N> {

  private final SseEventSink sink;
  private final Sse sse;
  private final @Nullable String session;
  private final SessionSource sessions;
  private final Function<N, Object> data;

  /**
   * For one connection.
   *
   * @param session the token of the session by which it was opened; null for a program
   * @param data what an event carries, to be written as JSON
   */
  public SseListener(
      SseEventSink sink,
      Sse sse,
      @Nullable String session,
      SessionSource sessions,
      Function<N, Object> data) {
    this.sink = sink;
    this.sse = sse;
    this.session = session;
    this.sessions = sessions;
    this.data = data;
  }

  @Override
  public CompletionStage<?> tell(N news) {
    return sink.send(
        sse.newEventBuilder()
            .name("changed")
            .id(Long.toString(news.revision()))
            .mediaType(MediaType.APPLICATION_JSON_TYPE)
            .data(data.apply(news))
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
