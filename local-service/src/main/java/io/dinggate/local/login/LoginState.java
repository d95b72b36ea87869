package io.dinggate.local.login;

/** Where a login transaction stands; it leaves {@link #OPEN} once and never comes back. */
enum LoginState {
  /** The person is on the way through DingTalk. */
  OPEN,
  /** The person is signed in. */
  DONE,
  /** It failed, or its ticket was burned. */
  DEAD
}
