package io.dinggate.platform.web;

import io.dinggate.platform.Ids;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The id that ties the answers, log lines and onward calls of one request together. */
public final class RequestIds {

  /** The header that brings it in and takes it out. */
  public static final String HEADER = "x-request-id";

  private static final String MDC_KEY = "requestId";
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestIds() {}

  /**
   * Takes over {@code offered} if it is harmless, else makes a new one; known to {@link #current}
   * from then on.
   */
  static String begin(@Nullable String offered) {
    var id = of(offered);
    MDC.put(MDC_KEY, id);
    return id;
  }

  /** {@code offered} if it is harmless, else a new one. */
  public static String of(@Nullable String offered) {
    return offered != null && FORM.matcher(offered).matches() ? offered : Ids.uuidV7().toString();
  }

  /** Forgets the id of this thread's request. */
  static void end() {
    MDC.remove(MDC_KEY);
  }

  /** The id of the request that this thread works for; null outside of one. */
  public static @Nullable String current() {
    return MDC.get(MDC_KEY);
  }
}
