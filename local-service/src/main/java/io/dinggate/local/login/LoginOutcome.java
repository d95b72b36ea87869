package io.dinggate.local.login;

import io.dinggate.model.problem.ErrorCode;

/** Where a browser that comes back from DingTalk goes next. */
sealed interface LoginOutcome {

  /**
   * The person is signed in.
   *
   * @param sessionToken for the cookie
   * @param returnTo where the person wanted to go
   */
  record SignedIn(String sessionToken, ReturnTo returnTo) implements LoginOutcome {

    @Override
    public String toString() {
      return "SignedIn[hidden]";
    }
  }

  /**
   * The person is not signed in.
   *
   * @param reason for the page that tells
   * @param returnTo where the person wanted to go, for another try
   */
  record Refused(ErrorCode reason, ReturnTo returnTo) implements LoginOutcome {}
}
