package io.dinggate.local.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * What the pages say, in {@code messages/text_zh.properties} and {@code text_en.properties}; one
 * method a text. {@code %1} stands for what a script puts in.
 */
@MessageBundle(value = "text", locale = "en")
interface ConsoleTexts {

  @Message
  String skip();

  @Message
  String language();

  @Message
  String needsJavaScript();

  @Message
  String welcomeTitle();

  @Message
  String welcomeLead();

  @Message
  String signIn();

  @Message
  String signInHint();

  @Message
  String signOut();

  @Message
  String corp();

  @Message
  String operator();

  @Message
  String sendTitle();

  @Message
  String to();

  @Message
  String type();

  @Message
  String typeText();

  @Message
  String typeMarkdown();

  @Message
  String typeLink();

  @Message
  String typeActionCard();

  @Message
  String typeTemplate();

  @Message
  String typeHintInternal();

  @Message
  String typeHintSuite();

  @Message
  String fieldText();

  @Message
  String fieldTitle();

  @Message
  String fieldMarkdown();

  @Message
  String fieldUrl();

  @Message
  String fieldPicture();

  @Message
  String fieldButton();

  @Message
  String fieldTemplate();

  @Message
  String fieldVariables();

  @Message
  String variablesHint();

  @Message
  String optional();

  @Message
  String send();

  @Message
  String messagesTitle();

  @Message
  String refresh();

  @Message
  String noMessages();

  @Message
  String older();

  @Message
  String more();

  @Message
  String peopleTitle();

  @Message
  String peopleSearch();

  @Message
  String peopleExample();

  @Message
  String search();

  @Message
  String invitationTitle();

  @Message
  String invitationLead();

  @Message
  String invitationYou();

  @Message
  String invitationStaff();

  @Message
  String invitationTenant();

  @Message
  String invitationEnds();

  @Message
  String invitationAccept();

  @Message
  String invitationNotYou();

  @Message
  String invitationSignIn();

  @Message
  String me();

  @Message
  String remove();

  @Message
  String sending();

  @Message
  String stateQueued();

  @Message
  String stateSent();

  @Message
  String stateFailed();

  @Message
  String stateUnknown();

  @Message
  String explainSent();

  @Message
  String explainQueued();

  @Message
  String explainUnknown();

  @Message
  String explainFailed();

  @Message
  String counts();

  @Message
  String countOf();

  @Message
  String askAgain();

  @Message
  String tryAgain();

  @Message
  String noRecipients();

  @Message
  String fieldNeeded();

  @Message
  String fieldLink();

  @Message
  String variableForm();

  @Message
  String offlineTitle();

  @Message
  String offlineRemedy();

  @Message
  String sessionTitle();

  @Message
  String sessionRemedy();

  @Message
  String oddTitle();

  @Message
  String oddRemedy();

  @Message
  String requestId();

  @Message
  String found();

  @Message
  String foundMore();

  @Message
  String foundNobody();

  @Message
  String template();

  @Message
  String invitationMissing();

  @Message
  String invitationDone();

  @Message
  String reasonUnknownRecipient();

  @Message
  String reasonSending();

  @Message
  String reasonNoAnswer();

  @Message
  String reasonNotSent();

  @Message
  String reasonInterrupted();

  @Message
  String length();

  @Message
  String lengthOver();

  @Message
  String fieldLong();

  @Message
  String fieldRefused();

  @Message
  String fieldTemplateForm();

  @Message
  String variableLong();

  @Message
  String variablesMany();

  @Message
  String mixedKinds();

  @Message
  String typeHintUnknown();

  @Message
  String forSupport();

  @Message
  String recipientsOf();

  @Message
  String reasonOther();
}
