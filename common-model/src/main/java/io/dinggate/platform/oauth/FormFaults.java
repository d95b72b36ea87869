package io.dinggate.platform.oauth;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.io.UnsupportedEncodingException;

/**
 * Tells a client whose form cannot be decoded so, in the words of RFC 6749 section 5.2; the token
 * endpoints are the only ones that take forms. The reader of the platform fails with exceptions
 * that look like faults of ours.
 */
@Provider
public final class FormFaults implements ReaderInterceptor {

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext body) throws IOException {
    if (!MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(body.getMediaType())) {
      return body.proceed();
    }
    try {
      return body.proceed();
    } catch (IllegalArgumentException | UnsupportedEncodingException e) {
      throw notDecodable();
    } catch (WebApplicationException e) {
      if (e.getCause() instanceof IllegalArgumentException
          || e.getCause() instanceof UnsupportedEncodingException) {
        throw notDecodable();
      }
      throw e;
    }
  }

  private static OAuthException notDecodable() {
    return new OAuthException(
        OAuthError.INVALID_REQUEST, "the form is not application/x-www-form-urlencoded in UTF-8");
  }
}
