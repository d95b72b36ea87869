package io.dinggate.cloud.message;

import io.dinggate.cloud.app.AccessTokens;
import io.dinggate.cloud.registry.App;
import io.dinggate.model.CorpId;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Counts every call that is made with a corp's token, whatever it is for, towards its month. */
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
    monthly.know(app, corp);
    return tokens.call(
        app,
        corp,
        token -> {
          monthly.record(app, corp);
          return use.apply(token);
        });
  }
}
