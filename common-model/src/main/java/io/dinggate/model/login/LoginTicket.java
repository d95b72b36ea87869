package io.dinggate.model.login;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.dinggate.model.InvalidValueException;
import java.util.regex.Pattern;

/**
 * The cloud's one-time receipt of a finished login: 256 random bits in base64url. The only secret
 * of ours that ever stands in a URL; useless without the browser's cookie and the site's verifier.
 *
 * @param value 43 characters; {@link #toString()} hides it
 */
public record LoginTicket(@JsonValue String value) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public LoginTicket {
    if (!FORM.matcher(value).matches()) {
      throw new InvalidValueException("must be a login ticket of 43 characters");
    }
  }

  @Override
  public String toString() {
    return "LoginTicket[hidden]";
  }
}
