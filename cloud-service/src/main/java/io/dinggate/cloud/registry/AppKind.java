package io.dinggate.cloud.registry;

/** How an app of DingTalk is made available to corps. */
public enum AppKind {
  /** A third-party app that many corps can authorise; has a suite ticket. */
  SUITE,
  /** An app of one corp's own. */
  INTERNAL
}
