package io.dinggate.local.user;

/** What one step of a sync reads. */
enum StepKind {
  /** What of the corp the app may see. */
  RANGE,
  /** One department. */
  DEPARTMENT,
  /** The departments right below one. */
  BELOW,
  /** A page of the people in a department. */
  USERS,
  /** One person. */
  PERSON
}
