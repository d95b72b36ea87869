package io.dinggate.local.message;

import java.util.concurrent.CompletionStage;

/**
 * Somebody who is told where something stands for as long as the connection lasts.
 *
 * @param <N> what is told
 */
public interface Listener<N> {

  /** Tells it; done when it has left this process. */
  CompletionStage<?> tell(N news);

  /** Lets the connection be seen to live. */
  void beat();

  /** Whether the caller may still listen: a session may have ended meanwhile. Blocks. */
  boolean mayListen();

  /** Whether nobody listens any more. */
  boolean isGone();

  /** Ends it. */
  void end();
}
