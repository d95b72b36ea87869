package io.dinggate.local.console;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What pages may load and connect to (CSP), as every answer has it. */
@ApplicationScoped
class PagePolicy {

  private static final String OURS = "connect-src 'self'";

  private final String policy;

  PagePolicy(
      @ConfigProperty(name = "quarkus.http.filter.all.header.\"Content-Security-Policy\"")
          String policy) {
    if (!policy.contains(OURS)) {
      throw new IllegalStateException("the pages' policy lacks " + OURS);
    }
    this.policy = policy;
  }

  /** The same one for a page whose scripts may connect to that origin, too. */
  String connectingTo(String origin) {
    return policy.replace(OURS, OURS + " " + origin);
  }
}
