package io.dinggate.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Signing and waiting at the site, and posting to the cloud, as the pages of one browser page see
 * them. Events come when the test says so. Used on the thread of the test only.
 */
final class FakeRequestsApi {

  static final String ID = "0198a1f2-7c3e-7a10-9c51-2f6d1c0e4b7a";
  static final String SIGNED = "{\"kind\":\"user\",\"signed\":\"to the byte ✓\"}";

  private static final Pattern API = Pattern.compile(".*/api/v1/request(s|-tokens)([/?].*)?");
  private static final Map<String, String> CORS = Map.of("Access-Control-Allow-Origin", "*");

  private static final String EVENT_SOURCE =
      """
      window.sources = [];
      window.EventSource = class extends EventTarget {
        constructor(url) { super(); this.url = url; this.open = true; sources.push(this); }
        close() { this.open = false; }
      };
      """;

  private final Page page;
  private final URI cloud;
  private final List<Request> posted = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private String state = "waiting";
  private String more = "";
  private int cloudStatus = 202;
  private @Nullable String cloudProblem;
  private @Nullable Consumer<Route> siteRefusal;

  FakeRequestsApi(Page page, URI cloud) {
    this.page = page;
    this.cloud = cloud;
    page.addInitScript(EVENT_SOURCE);
    page.route(API, this::answer);
  }

  /** What pages have posted to the cloud. */
  List<Request> posted() {
    return List.copyOf(posted);
  }

  /** What the site was asked to sign. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  /** The cloud refuses from now on; status 0 stands for one that cannot be reached. */
  void refuse(int status, String code) {
    cloudStatus = status;
    cloudProblem = code;
  }

  /** The site refuses from now on. */
  void refuseToSign(int status, String code) {
    siteRefusal = route -> FakeMessagesApi.problem(route, status, code, "[]");
  }

  /**
   * The result is there.
   *
   * @param members of the request as it is read, as JSON with a comma before it
   */
  void become(String now, String members) {
    state = now;
    more = members;
    page.evaluate(
        """
        (data) => sources.filter((one) => one.open && one.url.includes("/events"))
          .forEach((one) => one.dispatchEvent(new MessageEvent("changed", {data})))\
        """,
        "{\"id\":\"" + ID + "\",\"state\":\"" + now + "\",\"closed\":true}");
  }

  private void answer(Route route) {
    var url = route.request().url();
    if (url.startsWith(cloud.toString())) {
      posted.add(route.request());
      answerAsTheCloud(route);
    } else if (url.endsWith("/request-tokens")) {
      asked.add(route.request().postData());
      if (siteRefusal != null) {
        siteRefusal.accept(route);
        return;
      }
      FakeMessagesApi.fulfill(
          route,
          201,
          "{\"id\":\"%s\",\"url\":\"%s/api/v1/requests\",\"token\":\"t.o.k\",\"body\":%s,\"expiresAt\":\"2099-01-01T00:00:00Z\"}"
              .formatted(ID, cloud, quoted(SIGNED)));
    } else if (url.contains(ID)) {
      FakeMessagesApi.fulfill(route, 200, request());
    } else {
      FakeMessagesApi.fulfill(
          route, 200, "{\"items\":[" + (asked.isEmpty() ? "" : request()) + "]}");
    }
  }

  private void answerAsTheCloud(Route route) {
    if (cloudStatus == 0) {
      route.abort();
      return;
    }
    var problem =
        "{\"type\":\"urn:dinggate:problem:%1$s\",\"title\":\"Raw\",\"status\":%2$d,\"code\":\"%1$s\",\"remedy\":\"Raw\"}"
            .formatted(cloudProblem, cloudStatus);
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(cloudStatus)
            .setHeaders(CORS)
            .setContentType("application/json")
            .setBody(cloudStatus == 202 ? "{}" : problem));
  }

  private String request() {
    return "{\"id\":\"%s\",\"kind\":\"user\",\"state\":\"%s\",\"createdAt\":\"2026-11-27T08:00:00Z\",\"expiresAt\":\"2026-11-27T08:02:00Z\"%s}"
        .formatted(ID, state, more);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\\\"") + "\"";
  }
}
