package io.dinggate.sandbox.http;

/** An error as DingTalk answers it, in the manner of one of the two API generations. */
public abstract sealed class Refusal extends RuntimeException permits OldError, NewError {
  private static final long serialVersionUID = 1L;

  Refusal(String message) {
    super(message, null, false, false);
  }

  /** The answer for a call to the given path. */
  public abstract Reply toReply(String path);
}
