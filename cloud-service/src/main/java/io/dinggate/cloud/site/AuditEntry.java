package io.dinggate.cloud.site;

import io.dinggate.cloud.registry.Operator;
import io.dinggate.model.SiteId;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody must be able to look up later. Holds no secret and no person's data.
 *
 * @param actor who did it: {@code site:<id>}, {@code operator:<id>} or {@code browser}
 * @param action what was asked for, for example {@code login.redeem}
 * @param subject the id of what it was about; null when nothing was found
 * @param reason why it was refused, or what was changed, as a stable word
 */
public record AuditEntry(String actor, String action, @Nullable String subject, String reason) {

  /** Somebody who is not authenticated. */
  public static final String BROWSER = "browser";

  /** The actor of a site's call. */
  public static String site(SiteId site) {
    return "site:" + site;
  }

  /** The actor of an operator's call. */
  public static String operator(Operator operator) {
    return "operator:" + operator.id();
  }
}
