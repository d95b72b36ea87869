package io.dinggate.sandbox.login;

/** A fault that DingTalk shows on its own page; {@code parameter} is the one at fault. */
final class LoginPageError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String parameter;

  LoginPageError(String parameter, String message) {
    super(message, null, false, false);
    this.parameter = parameter;
  }

  String parameter() {
    return parameter;
  }
}
