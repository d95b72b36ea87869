package io.dinggate.platform.web;

import io.dinggate.model.problem.ApiException;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the cursor that a caller got with the page before. */
public final class Cursors {

  private Cursors() {}

  /**
   * Where to go on.
   *
   * @return 0 for the first page
   * @throws ApiException {@code invalid} when it is none of ours
   */
  public static long position(@Nullable String cursor) {
    return cursor == null ? 0 : read(cursor, Long::valueOf);
  }

  /**
   * What to go on after.
   *
   * @return null for the first page
   * @throws ApiException {@code invalid} when it is none of ours
   */
  public static @Nullable UUID id(@Nullable String cursor) {
    return cursor == null ? null : read(cursor, UUID::fromString);
  }

  private static <T> T read(String cursor, Function<String, T> form) {
    try {
      return form.apply(cursor);
    } catch (IllegalArgumentException _) {
      throw ApiException.invalid("cursor", "must be the next of an earlier answer");
    }
  }
}
