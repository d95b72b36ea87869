package io.dinggate.cloud.app;

import org.jspecify.annotations.Nullable;

/** What can happen to an authorisation, and where each of it leads. */
enum AuthorisationChange {
  /** The corp installed the app, or changed what it allows: DingTalk sends the full state. */
  AUTHORISED {
    @Override
    AuthorisationState after(@Nullable AuthorisationState before) {
      return AuthorisationState.AUTHORISED;
    }
  },
  /** The corp changed what the app may see there, and not whether it can be used. */
  CHANGED {
    @Override
    @Nullable AuthorisationState after(@Nullable AuthorisationState before) {
      return before == null ? null : unlessRelieved(before, before);
    }
  },
  /** The corp's administrator switched the app off. */
  STOPPED {
    @Override
    @Nullable AuthorisationState after(@Nullable AuthorisationState before) {
      return unlessRelieved(before, AuthorisationState.STOPPED);
    }
  },
  /** The corp's administrator switched the app on again. */
  RESTORED {
    @Override
    @Nullable AuthorisationState after(@Nullable AuthorisationState before) {
      return unlessRelieved(before, AuthorisationState.AUTHORISED);
    }
  },
  /** The corp took the app out and kept the authorisation. */
  REMOVED {
    @Override
    @Nullable AuthorisationState after(@Nullable AuthorisationState before) {
      return unlessRelieved(before, AuthorisationState.REMOVED);
    }
  },
  /** The corp took the authorisation back, or is gone itself. */
  RELIEVED {
    @Override
    AuthorisationState after(@Nullable AuthorisationState before) {
      return AuthorisationState.RELIEVED;
    }
  };

  /**
   * The state that this leads to.
   *
   * @param before null when nothing is known
   * @return null when this says nothing in that state
   */
  abstract @Nullable AuthorisationState after(@Nullable AuthorisationState before);

  /** Only a new authorisation leads out of {@link AuthorisationState#RELIEVED}. */
  private static @Nullable AuthorisationState unlessRelieved(
      @Nullable AuthorisationState before, AuthorisationState after) {
    return before == AuthorisationState.RELIEVED ? null : after;
  }
}
