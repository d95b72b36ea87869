package io.dinggate.cloud.request;

import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.request.RequestToken;
import java.util.Locale;

/** Why a request is not accepted, in the words of the caller and in those of the audit. */
enum TokenFault {
  NO_TOKEN(
      "The header Authorization must be "
          + RequestToken.SCHEME
          + ", a blank and the request token."),
  NO_JWT("The request token is not a signed JWT."),
  TYPE("The token's typ must be " + RequestToken.TYPE + "."),
  SIGNATURE("The token's iss is not a registered site, or no key of that site signed the token."),
  AUDIENCE("The token's aud must be the cloud's public URL, and nothing else."),
  LIFETIME(
      "The token must have iat and exp, at most "
          + RequestToken.MAX_LIFETIME.toSeconds()
          + " seconds apart."),
  EARLY("The token is not valid yet, by the cloud's clock: set the site's clock."),
  EXPIRED(ErrorCode.REQUEST_TOKEN_EXPIRED, "The token has expired, by the cloud's clock."),
  ID("The token's jti must be a request id: 1 to 64 letters, digits, hyphens and underscores."),
  SUBJECT("The token's sub must be 1 to 255 printable ASCII characters without a blank."),
  ORIGIN(
      ErrorCode.ORIGIN_NOT_ALLOWED,
      "The header Origin must be the one that the token names, and one of the site's."),
  DIGEST("The token must have " + RequestToken.BODY + ", the SHA-256 of the body in base64url."),
  ALTERED(
      ErrorCode.REQUEST_ALTERED,
      "The SHA-256 of the body is not the token's " + RequestToken.BODY + "."),
  USED(ErrorCode.REQUEST_TOKEN_USED, "The site has had a request of the token's jti.");

  private final ErrorCode code;
  private final String detail;

  TokenFault(String detail) {
    this(ErrorCode.REQUEST_TOKEN_INVALID, detail);
  }

  TokenFault(ErrorCode code, String detail) {
    this.code = code;
    this.detail = detail;
  }

  /** What the caller is answered. */
  ErrorCode code() {
    return code;
  }

  /** Constant: tells the rule, and nothing of the token or of the registry. */
  String detail() {
    return detail;
  }

  /** The stable word of the audit. */
  String reason() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
