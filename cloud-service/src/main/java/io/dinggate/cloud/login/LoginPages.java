package io.dinggate.cloud.login;

import io.dinggate.cloud.login.CallbackAnswer.Refusal;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the login's own page; Chinese in {@code messages/login_zh.properties}. */
@MessageBundle("login")
interface LoginPages {

  /** The language of the page (BCP 47). */
  @Message("en")
  String language();

  /** The heading. */
  @Message(
      """
      {#switch why}{#case NOT_VALID}This sign-in link is not valid any more\
      {#case SITE_GONE}This application can no longer be signed in to\
      {#case BROKEN}Signing in does not work at the moment{/switch}""")
  String heading(Refusal why);

  /** What happened. */
  @Message(
      """
      {#switch why}{#case NOT_VALID}It was used before, has expired, or does not come from a sign-in that was started here.\
      {#case SITE_GONE}The site that you came from is not registered here any more.\
      {#case BROKEN}Something went wrong on our side. You have not been signed in.{/switch}""")
  String explanation(Refusal why);

  /** What the person can do. */
  @Message(
      """
      {#switch why}{#case NOT_VALID}Close this page, go back to the application and sign in again.\
      {#case SITE_GONE}Tell the people who run the application.\
      {#case BROKEN}Wait a moment, go back to the application and sign in again.{/switch}""")
  String remedy(Refusal why);

  /** Names the id to report. */
  @Message("If it stays so, report this number: {requestId}")
  String report(String requestId);
}
