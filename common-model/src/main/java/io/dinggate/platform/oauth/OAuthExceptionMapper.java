package io.dinggate.platform.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers a refused token request in the form of RFC 6749 section 5.2. */
@Provider
public final class OAuthExceptionMapper implements ExceptionMapper<OAuthException> {

  /**
   * The body.
   *
   * @param error the code
   * @param description for the client's developer
   */
  public record Body(String error, @JsonProperty("error_description") String description) {}

  @Override
  public Response toResponse(OAuthException exception) {
    var response =
        Response.status(exception.error().status())
            .type(MediaType.APPLICATION_JSON_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .entity(new Body(exception.error().wire(), exception.description()));
    if (exception.error() == OAuthError.INVALID_CLIENT) {
      // RFC 6749 section 5.2 asks for it after an Authorization header, RFC 9110 section 15.5.2
      // with every 401.
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"DingGate\"");
    }
    return response.build();
  }
}
