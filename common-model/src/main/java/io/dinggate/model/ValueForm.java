package io.dinggate.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The outer bounds of our value ids: as strict as what is documented for them, and no stricter. */
enum ValueForm {
  /** Ids that we or an operator choose, and corp ids. */
  NAME("[A-Za-z0-9_.-]{1,64}", "1 to 64 letters, digits, '.', '_' or '-'"),
  /** Message ids: what fits into a path segment without escaping. */
  MESSAGE_ID("[A-Za-z0-9_-]{1,64}", "1 to 64 letters, digits, '_' or '-'"),
  /** DingTalk's user ids, which it takes in lists with commas between them. */
  USER_ID(
      "[\\p{L}\\p{N}\\p{P}\\p{S}&&[^,]]{1,64}",
      "1 to 64 printable characters without spaces and commas"),
  /** Ids that somebody else's books define: anything printable without white space. */
  OPAQUE("[\\p{L}\\p{N}\\p{P}\\p{S}]{1,128}", "1 to 128 printable characters without spaces");

  private final Pattern pattern;
  private final String words;

  ValueForm(String regex, String words) {
    this.pattern = Pattern.compile(regex);
    this.words = words;
  }

  /** Refuses {@code value} unless it has this form; the message never repeats the value. */
  void require(String what, @Nullable String value) {
    if (value == null || !pattern.matcher(value).matches()) {
      throw new InvalidValueException("must be a " + what + ": " + words);
    }
  }
}
