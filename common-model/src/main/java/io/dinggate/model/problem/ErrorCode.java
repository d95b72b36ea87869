package io.dinggate.model.problem;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every way in which DingGate says no. The wire name is stable; clients may switch on it. A name
 * that this version does not know reads as {@link #UNKNOWN}, so a newer service can add codes.
 */
public enum ErrorCode {
  VALIDATION(
      400,
      "The request is not valid",
      "Correct the members listed in violations and send it again."),
  UNAUTHENTICATED(
      401, "Who is calling is not known", "Get an access token (or sign in) and send it along."),
  FORBIDDEN(
      403,
      "Not allowed for this caller",
      "Ask the operator for the scope or role that the detail names."),
  NOT_FOUND(404, "There is nothing here", "Check the path and the ids in it."),
  METHOD_NOT_ALLOWED(
      405, "This path does not take this method", "Use a method that the Allow header names."),
  NOT_ACCEPTABLE(406, "No such representation", "Accept application/json."),
  BODY_TOO_LARGE(413, "The body is too large", "Send less in one request."),
  UNSUPPORTED_MEDIA_TYPE(415, "This media type is not read here", "Send application/json."),
  RATE_LIMITED(429, "Too many requests", "Wait for the time that Retry-After names."),

  SITE_UNKNOWN(
      401, "This site is not registered", "Ask the cloud's operator to register the site."),
  CORP_NOT_ALLOWED(
      403,
      "This corp is not one of the site's",
      "Ask the cloud's operator to add the corp to the site."),
  APP_NOT_ALLOWED(
      403,
      "This app may not be used for that",
      "Leave the app out, or name one of the site's apps."),
  CORP_NOT_AUTHORIZED(
      403,
      "The corp has not authorised the app",
      "Let an administrator of the corp install the app in DingTalk."),

  RETURN_URL_NOT_ALLOWED(
      400, "The return URL is not registered", "Register the exact URL for the site."),
  LOGIN_TICKET_INVALID(400, "The login ticket is not valid any more", "Start the login again."),
  LOGIN_DENIED(403, "The sign-in was declined in DingTalk", "Sign in again and agree."),
  LOGIN_EXPIRED(400, "The login took too long", "Start the login again."),
  LOGIN_FAILED(
      502, "The sign-in did not work", "Start the login again; if it stays so, tell the operator."),
  AUTH_CODE_INVALID(400, "DingTalk did not accept the sign-in code", "Start the login again."),
  CORP_NOT_CHOSEN(
      403, "No organisation was chosen in DingTalk", "Sign in again and choose the organisation."),
  EXTERNAL_CONTACT(
      403, "External contacts cannot sign in", "Sign in as an employee of the organisation."),
  USER_NOT_VISIBLE(
      403,
      "The app may not see this person",
      "Let the corp's administrator add the person to the app's range."),
  USER_NOT_IN_CORP(
      403,
      "This person is not in the corp any more",
      "Sign in with the organisation you work for."),

  USER_NOT_FOUND(404, "No such user in this corp", "Check the corp and the user id."),
  DEPARTMENT_NOT_FOUND(
      404, "No such department in this corp", "Check the corp and the department id."),
  DEPARTMENT_NOT_VISIBLE(
      403,
      "The app may not see this department",
      "Let the corp's administrator add the department to the app's range."),
  LOOKUP_NOT_SUPPORTED(
      422, "This kind of app cannot do this look-up", "Use an internal app of the corp."),

  MESSAGE_CONFLICT(
      409, "This message id stands for another message", "Use a new id for another body."),
  CONTENT_NOT_SUPPORTED(
      422,
      "This app cannot send this content",
      "Suites send templates that DingTalk has approved for them; internal apps send the other"
          + " kinds."),

  RECALL_TOO_LATE(
      409,
      "The message cannot be taken back any more",
      "DingTalk takes messages back within 24 hours; send a correction instead."),
  MEDIA_REFUSED(
      422, "This file cannot be uploaded", "Send a file of a kind and size that the detail names."),
  FEED_GONE(
      410,
      "The feed does not reach back to this cursor",
      "Begin with the feed's first entry, and read anew what is open."),
  FEED_SUPERSEDED(
      409,
      "Another process reads this feed",
      "Let one process of a site read its feed; the one that asked last goes on."),

  REQUEST_TOKEN_INVALID(
      403,
      "The request token is not valid",
      "Get a new request token from the site, and post exactly what came with it."),
  REQUEST_TOKEN_EXPIRED(
      403,
      "The request token has expired",
      "Get a new request token from the site; if it stays so, compare the clocks of site and"
          + " cloud."),
  REQUEST_TOKEN_USED(
      409,
      "The request was posted before",
      "Wait for its result at the site, or get a new request token."),
  REQUEST_ALTERED(
      403,
      "The request is not the one that the site signed",
      "Post the body that came with the request token, byte by byte."),
  ORIGIN_NOT_ALLOWED(
      403,
      "Pages of this origin may not post the request",
      "Post it from a page of the origin that the token was made for; the cloud's operator"
          + " registers a site's origins."),
  REQUESTS_NOT_SET_UP(
      503,
      "This site cannot sign requests",
      "Give the site a private key, and the cloud's registry its public half and the origin."),

  BINDING_CONFLICT(409, "Already bound to another", "Unbind first, then bind again."),
  INVITATION_INVALID(403, "The invitation is not valid", "Ask for a new invitation."),
  LOGIN_NOT_FRESH(
      403, "The sign-in is too long ago for this", "Sign in again, then do it once more."),

  EVENT_REFUSED(
      403,
      "The event is not accepted",
      "Check the app's token, AES key and owner key in the registry, and the clocks."),
  SUITE_TICKET_MISSING(
      503,
      "DingTalk has not pushed the suite ticket yet",
      "Push it again from the developer console, then retry."),
  DINGTALK_CREDENTIALS_REJECTED(
      502,
      "DingTalk does not accept the app's credentials",
      "Let the cloud's operator check the app's key and secret."),
  DINGTALK_PERMISSION_MISSING(
      502,
      "The app lacks a permission in DingTalk",
      "Let the cloud's operator apply for the permission in the detail."),
  DINGTALK_IP_NOT_LISTED(
      502,
      "DingTalk refuses the cloud's address",
      "Let the cloud's operator add the address to the app's IP list."),
  DINGTALK_THROTTLED(503, "DingTalk's limit is reached", "Retry later, see Retry-After."),
  DINGTALK_REJECTED(
      502,
      "DingTalk refused the request",
      "Report the requestId to the operator: the cloud's log has DingTalk's own code."),
  DINGTALK_UNAVAILABLE(503, "DingTalk cannot be reached", "Retry later."),

  CLOUD_UNAVAILABLE(
      503, "The cloud-service cannot be reached", "Retry later; tell the operator if it stays so."),
  OVERLOADED(503, "Too much at once", "Retry later, see Retry-After."),
  INTERNAL(
      500,
      "Something went wrong here",
      "Retry; if it stays so, report the requestId to the operator."),
  UNKNOWN(
      500,
      "An error that this version does not know",
      "Report the requestId to the operator; a newer version of DingGate may know the error.");

  /** What the type of every problem of ours begins with, also of those from a newer version. */
  static final String TYPES = "urn:dinggate:problem:";

  private static final Map<String, ErrorCode> BY_WIRE =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(ErrorCode::wire, Function.identity()));

  private final int status;
  private final String title;
  private final String remedy;

  ErrorCode(int status, String title, String remedy) {
    this.status = status;
    this.title = title;
    this.remedy = remedy;
  }

  /** The HTTP status that this code is answered with. */
  public int status() {
    return status;
  }

  /** One sentence, constant per code (RFC 9457 section 3.1.4). */
  public String title() {
    return title;
  }

  /** What the reader of the problem can do about it. */
  public String remedy() {
    return remedy;
  }

  /**
   * The stable name on the wire, for example {@code message-conflict}; also the value of {@code
   * login_error}.
   */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The problem's type (RFC 9457 section 3.1.1). */
  public URI type() {
    return URI.create(TYPES + wire());
  }

  /** The code of that wire name; {@link #UNKNOWN} for a name from a newer version, or none. */
  @JsonCreator
  public static ErrorCode parse(@Nullable String wire) {
    return wire == null ? UNKNOWN : BY_WIRE.getOrDefault(wire, UNKNOWN);
  }
}
