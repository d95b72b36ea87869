package io.dinggate.cloud.dingtalk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a call to DingTalk did not do what it should, told apart by what can be done about it. A
 * {@code code} is DingTalk's own, fit to be shown.
 */
public sealed interface DingTalkFailure {

  /** The access token is expired or revoked: fetch another one and repeat the call once. */
  record TokenRejected(String code) implements DingTalkFailure {}

  /** Key or secret of the app are wrong, or the clock is: an operator must act. */
  record CredentialsRejected(String code) implements DingTalkFailure {}

  /** The suite ticket is not the current one: wait for the next push. */
  record SuiteTicketRejected(String code) implements DingTalkFailure {}

  /** The corp has not installed the app, or has disabled or removed it. */
  record CorpNotAuthorized(String code) implements DingTalkFailure {}

  /** The corp id does not go with the token: a mistake in the configuration. */
  record WrongCorp(String code) implements DingTalkFailure {}

  /**
   * The app lacks a permission for this API.
   *
   * @param permission what to apply for; null when DingTalk does not name it
   */
  record PermissionMissing(@Nullable String permission) implements DingTalkFailure {}

  /**
   * Our address is not in the app's IP list.
   *
   * @param ip the address that DingTalk saw; null when it does not name it
   */
  record IpNotListed(@Nullable String ip) implements DingTalkFailure {}

  /** The person or department exists, but outside of what the corp lets the app see. */
  record OutOfScope(String code) implements DingTalkFailure {}

  /** No such person or department in the corp. */
  record NotFound(String code) implements DingTalkFailure {}

  /** The sign-in code is wrong, used or expired: start the login again. */
  record AuthCodeRejected(String code) implements DingTalkFailure {}

  /** Too many calls in a short time. */
  record Throttled(Duration retryAfter) implements DingTalkFailure {}

  /** The corp's calls of this month are used up. */
  record QuotaExhausted(String code) implements DingTalkFailure {}

  /** Our address is shut out for a while; every further call prolongs it. */
  record Banned(Duration retryAfter) implements DingTalkFailure {}

  /** DingTalk does not take the message: an unknown or unapproved template, or banned words. */
  record ContentRejected(String code) implements DingTalkFailure {}

  /** DingTalk says that the request itself is wrong. */
  record BadRequest(String code) implements DingTalkFailure {}

  /** DingTalk answered, but with an error of its own or with something unreadable. */
  record Unavailable(String code) implements DingTalkFailure {}

  /**
   * No answer came.
   *
   * @param mayHaveArrived false only when the request certainly did not leave
   */
  record NoAnswer(boolean mayHaveArrived) implements DingTalkFailure {}

  /**
   * Whether DingTalk may have done what was asked all the same; then a send or a code exchange must
   * not be repeated.
   */
  default boolean mayHaveTakenEffect() {
    return this instanceof Unavailable
        || (this instanceof NoAnswer noAnswer && noAnswer.mayHaveArrived());
  }
}
