package io.dinggate.cloud.registry;

/**
 * The registry file as last read without a fault. Take one snapshot for one request: two calls may
 * see two files.
 */
public interface Registry {

  /** What the file says now. */
  Snapshot snapshot();
}
