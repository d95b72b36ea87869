package io.dinggate.local.message;

/** Something that people and programs listen to, told in rounds while anybody does. */
public interface Broadcast {

  /** Whether anybody listens. */
  boolean isIdle();

  /** Tells everybody who has not been told yet, and lets go who need not be told any more. */
  void round();

  /** Everybody goes, and comes back to another replica, or later. */
  void endAll();
}
