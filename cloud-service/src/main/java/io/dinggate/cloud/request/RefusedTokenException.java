package io.dinggate.cloud.request;

import io.dinggate.model.SiteId;
import org.jspecify.annotations.Nullable;

/** The token of a request, or the request under it, is not accepted. */
final class RefusedTokenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final TokenFault fault;
  private final transient @Nullable SiteId site;

  /** {@code site} is null while nothing proves that it has to do with the token. */
  RefusedTokenException(TokenFault fault, @Nullable SiteId site) {
    super(fault.detail());
    this.fault = fault;
    this.site = site;
  }

  TokenFault fault() {
    return fault;
  }

  /** The site that signed; null when that is not proven. */
  @Nullable SiteId site() {
    return site;
  }
}
