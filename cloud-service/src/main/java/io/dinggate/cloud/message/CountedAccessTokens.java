package io.dinggate.cloud.message;

import io.dinggate.cloud.app.AccessTokens;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.registry.App;
import io.dinggate.model.CorpId;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls that DingTalk counts towards a corp's month; not those that it refuses for
 * coming too fast.
 */
@Decorator
@Priority(CountedAccessTokens.OUTERMOST)
class CountedAccessTokens implements AccessTokens {

  static final int OUTERMOST = 1;

  private final AccessTokens tokens;
  private final MonthlyCalls monthly;

  CountedAccessTokens(@Delegate AccessTokens tokens, MonthlyCalls monthly) {
    this.tokens = tokens;
    this.monthly = monthly;
  }

  @Override
  public <T extends @Nullable Object> T call(App app, CorpId corp, Function<String, T> use) {
    return tokens.call(app, corp, use);
  }

  @Override
  public <T extends @Nullable Object> T countedCall(App app, CorpId corp, Function<String, T> use) {
    monthly.know(app, corp);
    return tokens.countedCall(app, corp, token -> counted(app, corp, token, use));
  }

  /** What ends without DingTalk's being asked is no call either. */
  private <T extends @Nullable Object> T counted(
      App app, CorpId corp, String token, Function<String, T> use) {
    try {
      var answer = use.apply(token);
      monthly.record(app, corp);
      return answer;
    } catch (DingTalkException e) {
      if (counts(e.failure())) {
        monthly.record(app, corp);
      }
      throw e;
    }
  }

  private static boolean counts(DingTalkFailure failure) {
    return !(failure instanceof DingTalkFailure.Throttled
        || failure instanceof DingTalkFailure.Banned);
  }
}
