package io.dinggate.platform.keys;

import io.dinggate.model.InvalidValueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file in the format of RFC 7468. */
final class PemFile {

  private PemFile() {}

  /** Its text; {@link InvalidValueException} when it cannot be read. */
  static String read(Path file) {
    try {
      // Whatever else stands there, PEM is ASCII, and no byte is an error in this charset.
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new InvalidValueException("cannot read " + file);
    }
  }
}
