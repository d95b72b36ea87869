package io.dinggate.model.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.AppId;
import io.dinggate.model.UserRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to deliver, to whom.
 *
 * @param recipients users, each with its own corp; a repeated one counts once
 * @param content one of the content types; a suite can send {@link TemplateContent} only
 * @param app the app to send by; null for each corp's default message app
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SendMessage(
    @NotEmpty @Size(max = SendMessage.MAX_RECIPIENTS) List<@NotNull @Valid UserRef> recipients,
    @NotNull @Valid MessageContent content,
    @Nullable AppId app) {

  /** The most recipients that one message may have. */
  public static final int MAX_RECIPIENTS = 1000;

  @SuppressWarnings("ConstantValue") // Jackson passes null for absent members; @NotEmpty reports it
  public SendMessage {
    recipients = recipients == null ? List.of() : recipients.stream().distinct().toList();
  }

  /** Validation prints what it is about to refuse, so this holds for every body. */
  @Override
  public String toString() {
    return "SendMessage[" + recipients.size() + " recipients]";
  }
}
