package io.dinggate.cloud.app;

/** How an app stands in a corp. */
public enum AuthorisationState {
  /** Installed and usable. */
  AUTHORISED,
  /** Switched off by the corp's administrator; may come back. */
  STOPPED,
  /** The app was taken out of the corp while the authorisation is kept. */
  REMOVED,
  /** The corp has taken the authorisation back. */
  RELIEVED
}
