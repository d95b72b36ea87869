package io.dinggate.local.platform;

import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;

/**
 * Keeps other sites from using a person's browser (cross-site request forgery): a request that
 * changes something on behalf of a browser comes from a page of ours, and carries JSON, which no
 * form can send.
 */
@ApplicationScoped // a proxy: filters are made before the configuration can be read
class OriginRule {

  private final PublicUrl publicUrl;

  OriginRule(PublicUrl publicUrl) {
    this.publicUrl = publicUrl;
  }

  /** Throws {@code forbidden} or {@code unsupported-media-type}. */
  void check(ContainerRequestContext request) {
    if (!publicUrl.isOwnOrigin(request.getHeaderString("Origin"))) {
      throw new ApiException(
          ErrorCode.FORBIDDEN, "The Origin header must name this site: " + publicUrl.url());
    }
    var type = request.getMediaType();
    var isJson =
        type != null
            && type.getType().equalsIgnoreCase("application")
            && type.getSubtype().equalsIgnoreCase("json");
    if (!isJson && (type != null || !request.getMethod().equals("DELETE"))) {
      throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }
  }
}
