package io.dinggate.cloud.app;

import io.dinggate.cloud.registry.App;
import io.dinggate.model.CorpId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens of apps in corps: kept in memory and, sealed, in the database; fetched once however
 * many ask; fetched anew ahead of their end.
 */
public interface AccessTokens {

  /**
   * Calls DingTalk with a token. When DingTalk rejects the token it is dropped, another one is
   * fetched and {@code use} runs once more: it must have no effect of its own before DingTalk
   * accepts the token.
   *
   * @throws io.dinggate.model.problem.ApiException {@code SUITE_TICKET_MISSING} or {@code
   *     CORP_NOT_AUTHORIZED}, without a call to DingTalk
   * @throws io.dinggate.cloud.dingtalk.DingTalkException what {@code use} or the fetch failed with
   */
  <T extends @Nullable Object> T call(App app, CorpId corp, Function<String, T> use);

  /**
   * As {@link #call}, of an API that DingTalk counts towards the corp's month: of any that is not
   * about tokens, sign-ins, users or departments.
   */
  default <T extends @Nullable Object> T countedCall(
      App app, CorpId corp, Function<String, T> use) {
    return call(app, corp, use);
  }
}
