package io.dinggate.platform.oauth;

import org.jspecify.annotations.Nullable;

/** The books that clients stand in. */
@FunctionalInterface
public interface OAuthClients {

  /** The client of that id; null when there is none. Called with whatever the caller sent. */
  @Nullable OAuthClient find(String clientId);
}
