package io.dinggate.e2e;

import io.dinggate.sandbox.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The addresses, ids and secrets of the demo, as {@code name=value} lines. */
final class DemoValues {

  private final Stack stack;
  private final List<String> lines = new ArrayList<>();

  DemoValues(Stack stack) {
    this.stack = stack;
  }

  /** All of them, what one needs first at the top. */
  List<String> lines() {
    addresses();
    var world = stack.sandbox().world();
    world.sites().stream().filter(site -> stack.sites().contains(site.id())).forEach(this::site);
    world.suites().forEach(this::suite);
    world.internalApps().forEach(this::internalApp);
    world.corps().forEach(corp -> line("corp_" + corp.englishName(), corp.corpId()));
    world.people().forEach(this::person);
    return List.copyOf(lines);
  }

  private void addresses() {
    for (var site : stack.sites()) {
      var suffix = site.equals(Stack.EAST) ? "" : "_" + site;
      var local = stack.local(site);
      line("console" + suffix, local.url().resolve("/console/"));
      line("local_url" + suffix, local.url());
      line("local_management_url" + suffix, local.management());
      line("local_database_url" + suffix, stack.database(site).url());
      line("local_database_username" + suffix, stack.database(site).username());
    }
    line("cloud_url", stack.cloud().url());
    line("cloud_management_url", stack.cloud().management());
    line("sandbox_login_url", stack.sandbox().loginUrl());
    line("sandbox_oapi_url", stack.sandbox().oapiUrl());
    line("sandbox_api_url", stack.sandbox().apiUrl());
    line("logs", stack.logs());
  }

  private void site(World.Site site) {
    var name = "site_" + site.id();
    line(name + "_client_id", site.clientId());
    line(name + "_client_secret", site.clientSecret());
    for (var client : site.apiClients()) {
      line(name + "_api_client_id", client.id());
      line(name + "_api_client_secret", client.secret());
    }
  }

  private void suite(World.Suite suite) {
    line("suite_id", suite.appId());
    line("suite_key", suite.suiteKey());
    line("suite_secret", suite.suiteSecret());
    line("suite_event_token", suite.token());
    line("suite_event_aes_key", suite.encodingAesKey());
    line("suite_event_url", suite.callbackUrl());
  }

  private void internalApp(World.InternalApp app) {
    line("internal_app_id", app.appId());
    line("internal_app_key", app.appKey());
    line("internal_app_secret", app.appSecret());
    line("internal_app_event_token", app.token());
    line("internal_app_event_aes_key", app.encodingAesKey());
    line("internal_app_event_url", app.callbackUrl());
  }

  private void person(World.Person person) {
    for (var membership : person.memberships()) {
      line(
          "user_" + person.id() + "_" + membership.corpId(),
          membership.userId() + " " + person.name());
    }
  }

  private void line(String name, Object value) {
    lines.add(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_") + "=" + value);
  }
}
