package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dinggate.sandbox.Limits;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One stack of two sites for all end-to-end tests that can share it, with the suite ticket and all
 * authorisations pushed; hands it to test constructors. What is waited for elsewhere comes soon,
 * and no budget of ours holds a test back. A test that changes the stack puts it right again. After
 * each test DingTalk must not have got a request that it does not know.
 */
public final class SharedStack implements BeforeAllCallback, AfterEachCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(SharedStack.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    stack(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    var sandbox = stack(context).sandbox();
    sandbox.faults().clear();
    assertThat(sandbox.journal().takeUnknownRequests()).isEmpty();
    awaitCloudAtTheSites(stack(context));
  }

  /**
   * A site that has missed the cloud asks it again after a while only; the next test begins then.
   */
  private static void awaitCloudAtTheSites(Stack stack) {
    if (!stack.cloud().ready()) {
      return;
    }
    for (var site : List.of(Stack.EAST, Stack.NORTH)) {
      if (stack.local(site).ready()) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> reachesTheCloud(stack.local(site).url()));
      }
    }
  }

  private static boolean reachesTheCloud(URI site) throws IOException {
    var login = (HttpURLConnection) site.resolve("/login").toURL().openConnection();
    login.setInstanceFollowRedirects(false);
    try {
      return login.getResponseCode() != HttpURLConnection.HTTP_UNAVAILABLE;
    } finally {
      login.disconnect();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == Stack.class || type == StartLogs.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var started = started(context);
    if (parameter.getParameter().getType() == Stack.class) {
      return started.stack;
    }
    return started.startLogs;
  }

  private static Stack stack(ExtensionContext context) {
    return started(context).stack;
  }

  private static Started started(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Started.class, _ -> new Started(), Started.class);
  }

  /** Closed by JUnit after the last test class. */
  private static final class Started implements AutoCloseable {

    private final Stack stack = builder().start();

    private final StartLogs startLogs = StartLogs.of(stack);

    private static StackBuilder builder() {
      var builder =
          Stack.builder()
              .home(Path.of("../.."))
              .directory(Path.of("target/stack"))
              .twoSites()
              .sandbox(options -> options.withLimits(manyMessagesToOnePerson()))
              .cloudSetting("dinggate.message.receipts.soon", "PT1S")
              .cloudSetting("dinggate.registry.check-every", "PT1S")
              .cloudSetting("dinggate.message.suite-calls-per-second", "1000")
              .cloudSetting("dinggate.message.internal-calls-per-second", "1000")
              .cloudSetting("dinggate.message.suite-daily-per-person", "1000000")
              .cloudSetting("dinggate.message.internal-daily-per-person", "1000000")
              .localSetting("dinggate.clients.check-every", "PT1S")
              .localSetting("dinggate.user.fresh-for", "PT0S")
              .localSetting("dinggate.webhook.internal", "127.0.0.1")
              .localSetting("dinggate.webhook.retry-first", "PT0.2S");
      Images.ofProperties().ifPresent(builder::images);
      return builder;
    }

    private static Limits manyMessagesToOnePerson() {
      return Limits.documented()
          .changed(
              """
              {"suites":{"perPersonAndDay":1000000},"internalApps":{"perPersonAndDay":1000000}}
              """);
    }

    private Started() {
      new DingTalkSide(stack.sandbox()).introduceApps();
    }

    @Override
    public void close() {
      stack.close();
    }
  }
}
