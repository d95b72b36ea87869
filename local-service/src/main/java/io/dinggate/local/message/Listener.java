package io.dinggate.local.message;

import java.util.concurrent.CompletionStage;

/** Somebody who is told where a message stands for as long as the connection lasts. */
interface Listener {

  /** Tells it; done when it has left this process. */
  CompletionStage<?> tell(Standing standing);

  /** Lets the connection be seen to live. */
  void beat();

  /** Whether the caller may still listen: a session may have ended meanwhile. Blocks. */
  boolean mayListen();

  /** Whether nobody listens any more. */
  boolean isGone();

  /** Ends it. */
  void end();
}
