package io.dinggate.local.platform;

import io.dinggate.local.platform.OpenTo.People;
import io.dinggate.platform.openapi.DocumentFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFilter;

/** The API's description; who may call what is read off {@link OpenTo}. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiDocument extends DocumentFilter
    implements OASFilter { // said once more, as Quarkus does not look at superclasses

  /** The names of the security schemes in the document. */
  static final String TOKEN = "accessToken";

  static final String SESSION = "session";

  public ApiDocument() {
    super(
        ApiDocument::callers,
        List.of(
            "/openapi/service.yaml",
            "/openapi/login.yaml",
            "/openapi/user.yaml",
            "/openapi/binding.yaml",
            "/openapi/message.yaml",
            "/openapi/request.yaml",
            "/openapi/directory.yaml",
            "/openapi/webhook.yaml",
            "/openapi/feed.yaml",
            "/openapi/event.yaml",
            "/openapi/console.yaml"));
  }

  private static List<Map<String, List<String>>> callers(Method method) {
    var open = method.getAnnotation(OpenTo.class);
    var callers = new ArrayList<Map<String, List<String>>>();
    if (open != null && open.people() != People.NOBODY) {
      var role = open.people() == People.OPERATORS ? List.of(Scopes.OPERATOR) : List.<String>of();
      callers.add(Map.of(SESSION, role));
    }
    if (open != null) {
      for (var scope : open.scope()) {
        callers.add(Map.of(TOKEN, List.of(scope)));
      }
    }
    return callers;
  }
}
