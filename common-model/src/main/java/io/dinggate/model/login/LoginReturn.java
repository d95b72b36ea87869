package io.dinggate.model.login;

/**
 * The query parameters with which the browser comes back to the site's return URL: always {@link
 * #LOGIN}, and then either {@link #TICKET} or {@link #ERROR}.
 */
public final class LoginReturn {

  /** The {@code LoginId} that {@link LoginApi#start} answered. */
  public static final String LOGIN = "login";

  /** The one-time login ticket, when the person signed in. */
  public static final String TICKET = "login_ticket";

  /**
   * Why there is no ticket: the wire name of an {@code ErrorCode}, for example {@code
   * external-contact}.
   */
  public static final String ERROR = "login_error";

  private LoginReturn() {}
}
