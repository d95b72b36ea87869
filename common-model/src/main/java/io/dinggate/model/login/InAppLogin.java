package io.dinggate.model.login;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in inside DingTalk's client.
 *
 * @param corp the corp that the page named when it asked for the code
 * @param code from {@code dd.requestAuthCode}; works once, for five minutes
 * @param app the app the page belongs to; null for the corp's default login app
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InAppLogin(
    @NotNull CorpId corp,
    @NotNull
        @Pattern(regexp = "[\\x21-\\x7E]{1,512}", message = "must be a code from DingTalk's client")
        String code,
    @Nullable AppId app) {

  @Override
  public String toString() {
    return "InAppLogin[" + corp + "]";
  }
}
