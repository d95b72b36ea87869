package io.dinggate.local.feed;

/** Somebody else has moved the cursor; nothing of what was done stands. */
final class OvertakenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OvertakenException() {
    super("another replica has moved the feed's cursor");
  }
}
