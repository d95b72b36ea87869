package io.dinggate.platform.openapi;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;

/** Reads off a resource method who may call it, from what protects it. */
@FunctionalInterface
public interface Guard {

  /**
   * The alternatives of proving oneself: each names a security scheme and the scopes or roles it
   * needs. Empty when nobody is asked.
   */
  List<Map<String, List<String>>> of(Method method);
}
