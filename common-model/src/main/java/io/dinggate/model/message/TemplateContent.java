package io.dinggate.model.message;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message template that DingTalk approved for the suite; the only content that a suite can send.
 *
 * @param templateId from the developer console
 * @param variables the named placeholders of the template and their texts
 */
public record TemplateContent(
    @NotNull @Pattern(regexp = "[A-Za-z0-9_-]{1,64}", message = "must be a template id")
        String templateId,
    @NotNull @Size(max = 20)
        Map<@Pattern(regexp = "[A-Za-z0-9_]{1,64}") String, @NotNull @Size(max = 1000) String>
            variables)
    implements MessageContent {

  @SuppressWarnings("ConstantValue") // Jackson passes null for absent members; @NotNull reports it
  public TemplateContent {
    // not Map.copyOf: a null text is @NotNull's to report
    variables =
        variables == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  @Override
  public List<String> texts() {
    return variables.entrySet().stream().map(entry -> entry.getKey() + entry.getValue()).toList();
  }

  @Override
  public int envelopeBytes() {
    return 2 + 6 * variables.size();
  }

  @Override
  public String toString() {
    return "TemplateContent[" + templateId + "]";
  }
}
