package io.dinggate.local.message;

import java.util.UUID;

/**
 * Where a message stands, for those who wait for it.
 *
 * @param message the site's own id
 * @param revision counts the changes here
 * @param news what they are told
 */
record Standing(UUID message, long revision, MessageNews news) implements Listeners.News {

  @Override
  public boolean isLast() {
    return news.closed();
  }
}
