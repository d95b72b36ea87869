package io.dinggate.local.user;

/** What DingTalk said of a user who was asked for anew. */
enum Reread {
  /** There is somebody whom the site did not know. */
  NEW,
  /** Whom the site knows. */
  KNOWN,
  /** The corp has nobody of that id, or no app may see her. */
  GONE
}
