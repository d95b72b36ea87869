package io.dinggate.local.login;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the login pages; they stand in {@code messages/login_*.properties}. */
@MessageBundle("login")
interface LoginMessages {

  @Message
  String title();

  @Message
  String again();

  @Message
  String code();

  @Message
  String what(LoginFailure failure);

  @Message
  String todo(LoginFailure failure);
}
