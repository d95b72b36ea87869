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
  String countOf();

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
  String mixedKinds();

  @Message
  String typeHintUnknown();

  @Message
  String forSupport();

  @Message
  String reasonOther();

  @Message
  String write();

  @Message
  String back();

  @Message
  String filters();

  @Message
  String state();

  @Message
  String everyState();

  @Message
  String from();

  @Message
  String until();

  @Message
  String allCallers();

  @Message
  String clearFilters();

  @Message
  String noMatches();

  @Message
  String typeButtonsCard();

  @Message
  String typeOa();

  @Message
  String typeImage();

  @Message
  String typeVoice();

  @Message
  String typeFile();

  @Message
  String stateAccepted();

  @Message
  String stateDelivered();

  @Message
  String stateRead();

  @Message
  String stateRecalled();

  @Message
  String stateDropped();

  @Message
  String explainAccepted();

  @Message
  String explainDelivered();

  @Message
  String explainRead();

  @Message
  String explainRecalled();

  @Message
  String explainDropped();

  @Message
  String people();

  @Message
  String everybody();

  @Message
  String voiceSeconds();

  @Message
  String templateShown();

  @Message
  String pictureTitle();

  @Message
  String pictureHint();

  @Message
  String pictureOf();

  @Message
  String attachments();

  @Message
  String messageTitle();

  @Message
  String recipientsTitle();

  @Message
  String recipient();

  @Message
  String reason();

  @Message
  String historyTitle();

  @Message
  String factsTitle();

  @Message
  String factAccepted();

  @Message
  String factType();

  @Message
  String factRecipients();

  @Message
  String factApp();

  @Message
  String factNotBefore();

  @Message
  String factNotAfter();

  @Message
  String factOptions();

  @Message
  String factCaller();

  @Message
  String factId();

  @Message
  String factChanged();

  @Message
  String factClosed();

  @Message
  String staffOf();

  @Message
  String department();

  @Message
  String byDepartment();

  @Message
  String task();

  @Message
  String whatAccepted();

  @Message
  String whatForwarded();

  @Message
  String whatCancel();

  @Message
  String whatRecall();

  @Message
  String whatRequeued();

  @Message
  String whatClosed();

  @Message
  String whatRefused();

  @Message
  String actCancel();

  @Message
  String actRecall();

  @Message
  String actRequeue();

  @Message
  String sureCancel();

  @Message
  String sureRecall();

  @Message
  String doneCancel();

  @Message
  String doneRecall();

  @Message
  String doneRequeue();

  @Message
  String leaveIt();

  @Message
  String preview();

  @Message
  String previewRuns();

  @Message
  String sendAnew();

  @Message
  String sentBefore();

  @Message
  String openMessage();

  @Message
  String outlookTitle();

  @Message
  String outlookReachable();

  @Message
  String outlookUnknownUser();

  @Message
  String outlookUnknownRecipient();

  @Message
  String outlookNotVisible();

  @Message
  String outlookDuplicate();

  @Message
  String outlookDailyLimit();

  @Message
  String outlookUnchecked();

  @Message
  String calls();

  @Message
  String callsOf();

  @Message
  String andMore();

  @Message
  String clearRecipients();

  @Message
  String addUsers();

  @Message
  String addStaff();

  @Message
  String addDepartments();

  @Message
  String userIds();

  @Message
  String staffIds();

  @Message
  String departmentIds();

  @Message
  String idsHint();

  @Message
  String departmentIdsHint();

  @Message
  String add();

  @Message
  String added();

  @Message
  String addedOver();

  @Message
  String idWrong();

  @Message
  String fieldOrientation();

  @Message
  String orientationVertical();

  @Message
  String orientationHorizontal();

  @Message
  String addButton();

  @Message
  String fieldHead();

  @Message
  String fieldColor();

  @Message
  String fieldLine();

  @Message
  String fieldName();

  @Message
  String fieldValue();

  @Message
  String addLine();

  @Message
  String hintLines();

  @Message
  String oaMore();

  @Message
  String fieldStatus();

  @Message
  String hintStatus();

  @Message
  String fieldAmountOf();

  @Message
  String fieldUnit();

  @Message
  String fieldAuthor();

  @Message
  String fieldFiles();

  @Message
  String fieldPcUrl();

  @Message
  String fieldSeconds();

  @Message
  String fieldVariable();

  @Message
  String addVariable();

  @Message
  String fieldNumber();

  @Message
  String fieldAmount();

  @Message
  String removeLine();

  @Message
  String variableTwice();

  @Message
  String faultButtons();

  @Message
  String faultStatus();

  @Message
  String faultPast();

  @Message
  String faultWindow();

  @Message
  String faultMark();

  @Message
  String optionsTitle();

  @Message
  String optionNotBefore();

  @Message
  String optionNotAfter();

  @Message
  String hintTimes();

  @Message
  String optionUrgent();

  @Message
  String hintUrgent();

  @Message
  String optionRepeatable();

  @Message
  String hintRepeatable();

  @Message
  String optionNoReceipts();

  @Message
  String hintNoReceipts();

  @Message
  String optionAtLeastOnce();

  @Message
  String hintAtLeastOnce();

  @Message
  String uploadHint(int megabytes, String endings);

  @Message
  String uploading();

  @Message
  String uploaded();

  @Message
  String uploadStop();

  @Message
  String uploadEnding();

  @Message
  String uploadEmpty();

  @Message
  String uploadLarge();

  @Message
  String uploadOneCorp();

  @Message
  String uploadOtherCorp();

  @Message
  String uploadRuns();

  @Message
  String directoryTitle();

  @Message
  String directoryLead();

  @Message
  String directoryNone();

  @Message
  String directoryLink();

  @Message
  String readAnew();

  @Message
  String stateSyncRunning();

  @Message
  String stateSyncComplete();

  @Message
  String stateSyncIncomplete();

  @Message
  String stateSyncFailed();

  @Message
  String syncFound();

  @Message
  String syncDrift();

  @Message
  String syncWaiting();

  @Message
  String syncGivenUp();

  @Message
  String syncStarted();

  @Message
  String syncEnded();

  @Message
  String syncCompleted();

  @Message
  String syncNext();

  @Message
  String furtherPages();

  @Message
  String requestsLink();

  @Message
  String requestsTitle();

  @Message
  String requestsLead();

  @Message
  String requestKind();

  @Message
  String typeRequestMessage();

  @Message
  String typeRequestUser();

  @Message
  String typeRequestDepartments();

  @Message
  String requestUser();

  @Message
  String requestDepartment();

  @Message
  String requestGo();

  @Message
  String requestSteps();

  @Message
  String requestsLatest();

  @Message
  String requestsNone();

  @Message
  String requestDepartmentsNone();

  @Message
  String stepSign();

  @Message
  String stepPost();

  @Message
  String stepWait();

  @Message
  String stepResult();

  @Message
  String stateRequestWaiting();

  @Message
  String stateRequestDone();

  @Message
  String stateRequestRefused();

  @Message
  String stateRequestExpired();

  @Message
  String stateRequestUnknown();

  @Message
  String explainRequestExpired();

  @Message
  String explainRequestUnknown();

  @Message
  String cloudUnreachableTitle();

  @Message
  String cloudUnreachableRemedy();
}
