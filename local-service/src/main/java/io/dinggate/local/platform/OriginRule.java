package io.dinggate.local.platform;

import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites from using a person's browser (cross-site request forgery): a request that
 * changes something on behalf of a browser comes from a page of ours, and carries JSON, which no
 * form can send; only files come in a form.
 */
@ApplicationScoped // a proxy: filters are made before the configuration can be read
class OriginRule {

  /** Files come in no other way; of these the Origin header alone keeps foreign pages out. */
  private static final String TAKES_FORMS = "/api/v1/media";

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
    var isTaken =
        is(type, "application", "json")
            || (is(type, "multipart", "form-data") && isFor(request, TAKES_FORMS));
    if (!isTaken && (type != null || !request.getMethod().equals("DELETE"))) {
      throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }
  }

  private static boolean is(@Nullable MediaType type, String main, String sub) {
    return type != null
        && type.getType().equalsIgnoreCase(main)
        && type.getSubtype().equalsIgnoreCase(sub);
  }

  private static boolean isFor(ContainerRequestContext request, String path) {
    return request.getUriInfo().getPath().equals(path);
  }
}
