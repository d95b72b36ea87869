package io.dinggate.platform;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/** Ids of our own rows. */
public final class Ids {

  private static final TimeBasedEpochGenerator V7 = Generators.timeBasedEpochGenerator();

  private Ids() {}

  /**
   * A UUID version 7 (RFC 9562 section 5.7): unique, and ordered by time as far as one process
   * goes.
   */
  public static UUID uuidV7() {
    return V7.generate();
  }
}
