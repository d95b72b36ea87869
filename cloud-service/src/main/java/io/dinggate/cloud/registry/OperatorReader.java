package io.dinggate.cloud.registry;

import io.dinggate.model.InvalidValueException;
import java.util.regex.Pattern;

/** Reads the operators of the registry file. */
final class OperatorReader {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final SecretFiles secrets;

  OperatorReader(SecretFiles secrets) {
    this.secrets = secrets;
  }

  Operator read(Section section) {
    var id = section.value("id", OperatorReader::id, "-");
    var clientId = section.text("client-id");
    var credentials = Credentials.read(section, secrets);
    section.end();
    return new Operator(id, clientId, credentials.secretHashes(), credentials.publicKeys());
  }

  private static String id(String text) {
    if (!ID.matcher(text).matches()) {
      throw new InvalidValueException("must be 1 to 64 letters, digits, '.', '_' or '-'");
    }
    return text;
  }
}
