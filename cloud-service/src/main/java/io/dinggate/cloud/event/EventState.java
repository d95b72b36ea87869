package io.dinggate.cloud.event;

/** What became of a stored event. */
enum EventState {
  /** Still to be handled. */
  WAITING,
  /** Handled: what it says counts. */
  APPLIED,
  /** Handled: something newer was known, nothing changed. */
  STALE,
  /** Of no concern to the cloud itself. */
  KEPT,
  /** Cannot be handled; says why. */
  PARKED
}
