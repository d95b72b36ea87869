package io.dinggate.model.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.AppId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to deliver, to whom.
 *
 * @param recipients users, each with its own corp; a repeated one counts once
 * @param departments whose people are recipients as well; empty when absent
 * @param content one of the content types; a suite can send {@link TemplateContent} only
 * @param app the app to send by; null for each corp's default message app
 * @param options how to deliver it; null for {@link SendOptions#DEFAULT}
 */
@HasRecipients
@FitsOptions
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SendMessage(
    @Size(max = SendMessage.MAX_RECIPIENTS) List<@NotNull @Valid UserRef> recipients,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Size(max = SendMessage.MAX_DEPARTMENTS)
        List<@NotNull @Valid DepartmentRef> departments,
    @NotNull @Valid MessageContent content,
    @Nullable AppId app,
    @Nullable @Valid SendOptions options) {

  /** The most users that one message may name. */
  public static final int MAX_RECIPIENTS = 10_000;

  /** The most departments that one message may name. */
  public static final int MAX_DEPARTMENTS = 100;

  @SuppressWarnings("ConstantValue") // Jackson passes null for absent members
  public SendMessage {
    recipients = recipients == null ? List.of() : recipients.stream().distinct().toList();
    departments = departments == null ? List.of() : departments.stream().distinct().toList();
  }

  /** A message to users, with everything else as it is when absent. */
  public SendMessage(List<UserRef> recipients, MessageContent content, @Nullable AppId app) {
    this(recipients, List.of(), content, app, null);
  }

  /** The options, also where none are given. */
  @JsonIgnore
  public SendOptions delivery() {
    return options == null ? SendOptions.DEFAULT : options;
  }

  /** Validation prints what it is about to refuse, so this holds for every body. */
  @Override
  public String toString() {
    return "SendMessage[" + recipients.size() + " recipients]";
  }
}
