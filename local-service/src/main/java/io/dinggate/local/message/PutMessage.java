package io.dinggate.local.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.AppId;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.message.SendOptions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller at the site asks to have delivered, to whom.
 *
 * @param recipients each by its own corp or tenant
 * @param content one of the content types; a suite can send templates only
 * @param app the app to send by; null for each corp's default message app
 * @param options how to deliver it; null for everything as it is when absent
 */
@FitsTogether
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PutMessage(
    @NotEmpty @Size(max = SendMessage.MAX_RECIPIENTS) List<@NotNull @Valid Recipient> recipients,
    @NotNull @Valid MessageContent content,
    @Nullable AppId app,
    @Nullable @Valid SendOptions options) {

  @SuppressWarnings("ConstantValue") // Jackson passes null for absent members; @NotEmpty reports it
  public PutMessage {
    // not List.copyOf: a null element is @NotNull's to report
    recipients =
        recipients == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(recipients));
  }

  @Override
  public String toString() {
    return "PutMessage[" + recipients.size() + " recipients]";
  }
}
