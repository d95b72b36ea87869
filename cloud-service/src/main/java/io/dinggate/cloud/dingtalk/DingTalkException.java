package io.dinggate.cloud.dingtalk;

import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call to DingTalk failed. The message names the call, the kind of failure and DingTalk's code;
 * it has neither URL nor cause, as those carry tokens.
 */
public final class DingTalkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient DingTalkFailure failure;
  private final String call;

  public DingTalkException(String call, DingTalkFailure failure) {
    this(call, failure, "");
  }

  /** With DingTalk's own number of the call, which its support asks for; empty when unknown. */
  DingTalkException(String call, DingTalkFailure failure, String requestId) {
    super(call + ": " + failure + (requestId.isEmpty() ? "" : " (request " + requestId + ")"));
    this.call = call;
    this.failure = failure;
  }

  /** What to switch on. */
  public DingTalkFailure failure() {
    return failure;
  }

  /** The call that failed, for example {@code v2/user/get}. */
  public String call() {
    return call;
  }

  /** What a site is told: cause and remedy, with the permission or address that is missing. */
  public ApiException toProblem() {
    return switch (failure) {
      case DingTalkFailure.TokenRejected(var code) ->
          problem(ErrorCode.DINGTALK_REJECTED, "DingTalk does not accept its own token", code);
      case DingTalkFailure.CredentialsRejected(var code) ->
          problem(ErrorCode.DINGTALK_CREDENTIALS_REJECTED, "DingTalk's code", code);
      case DingTalkFailure.SuiteTicketRejected(var code) ->
          problem(ErrorCode.SUITE_TICKET_MISSING, "the last suite ticket is not accepted", code);
      case DingTalkFailure.CorpNotAuthorized(var code) ->
          problem(ErrorCode.CORP_NOT_AUTHORIZED, "DingTalk's code", code);
      case DingTalkFailure.WrongCorp(var code) ->
          problem(ErrorCode.DINGTALK_REJECTED, "the corp does not go with the app", code);
      case DingTalkFailure.PermissionMissing(var permission) ->
          problem(ErrorCode.DINGTALK_PERMISSION_MISSING, permission, null);
      case DingTalkFailure.IpNotListed(var ip) ->
          problem(ErrorCode.DINGTALK_IP_NOT_LISTED, ip, null);
      case DingTalkFailure.OutOfScope(var code) ->
          problem(ErrorCode.USER_NOT_VISIBLE, "DingTalk's code", code);
      case DingTalkFailure.NotFound(var code) ->
          problem(ErrorCode.USER_NOT_FOUND, "DingTalk's code", code);
      case DingTalkFailure.AuthCodeRejected(var code) ->
          problem(ErrorCode.AUTH_CODE_INVALID, "DingTalk's code", code);
      case DingTalkFailure.Throttled(var retryAfter) -> throttled("too many calls", retryAfter);
      case DingTalkFailure.QuotaExhausted(var code) ->
          problem(ErrorCode.DINGTALK_THROTTLED, "the corp's calls of this month are used up", code);
      case DingTalkFailure.Banned(var retryAfter) ->
          throttled("DingTalk shuts out the cloud's address for a while", retryAfter);
      case DingTalkFailure.ContentRejected(var code) ->
          problem(ErrorCode.CONTENT_NOT_SUPPORTED, contentFault(code), code);
      case DingTalkFailure.BadRequest(var code) ->
          problem(ErrorCode.DINGTALK_REJECTED, "DingTalk's code", code);
      case DingTalkFailure.Unavailable(var code) ->
          problem(ErrorCode.DINGTALK_UNAVAILABLE, "DingTalk has an error of its own", code);
      case DingTalkFailure.NoAnswer _ ->
          problem(ErrorCode.DINGTALK_UNAVAILABLE, "DingTalk did not answer", null);
    };
  }

  private static String contentFault(String code) {
    return switch (code) {
      case "885001", "885006" ->
          "the template is not known to DingTalk, or not approved for this app";
      case "41049" -> "DingTalk does not deliver words in this content";
      default -> "DingTalk does not take this content";
    };
  }

  private ApiException problem(ErrorCode problem, @Nullable String detail, @Nullable String code) {
    return new ApiException(
        problem, code == null ? detail : detail + " (" + code + ")", List.of(), null, this);
  }

  private ApiException throttled(String detail, Duration retryAfter) {
    return new ApiException(ErrorCode.DINGTALK_THROTTLED, detail, List.of(), retryAfter, this);
  }
}
