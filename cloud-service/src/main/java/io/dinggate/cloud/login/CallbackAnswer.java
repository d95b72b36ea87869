package io.dinggate.cloud.login;

import java.net.URI;

/** What a browser that comes back from DingTalk is answered. */
sealed interface CallbackAnswer {

  /** On to the site, or once more to DingTalk. Prints no address: it may hold a ticket. */
  record GoTo(URI address) implements CallbackAnswer {
    @Override
    public String toString() {
      return "GoTo[hidden]";
    }
  }

  /** A page of our own, because there is no transaction whose site could be told. */
  record Refused(Refusal why) implements CallbackAnswer {}

  /** Which page. */
  enum Refusal {
    /** The state is unknown, was used, or came with another code. */
    NOT_VALID(400),
    /** The site or its return URL has left the registry since the login was started. */
    SITE_GONE(400),
    /** Something went wrong here. */
    BROKEN(503);

    private final int status;

    Refusal(int status) {
      this.status = status;
    }

    int status() {
      return status;
    }
  }
}
