package io.dinggate.e2e;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dinggate.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets the services of a stack up: keys, files, settings. */
final class Programs {

  private static final Duration INIT_WITHIN = Duration.ofSeconds(60);

  private static final YAMLMapper YAML =
      YAMLMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE).build();

  private final Layout layout;
  private final Ports ports;
  private final Sandbox sandbox;
  private final @Nullable Images images;

  /** With {@code images} the services run in containers. */
  Programs(Layout layout, Ports ports, Sandbox sandbox, @Nullable Images images) {
    this.layout = layout;
    this.ports = ports;
    this.sandbox = sandbox;
    this.images = images;
  }

  /** The cloud-service for these sites; {@code more} settings win. */
  Program cloud(List<String> sites, Map<String, String> more) throws IOException {
    var jar = layout.jar("cloud-service");
    makeKeys("cloud", jar);
    var registry = layout.registry();
    for (var site : sites) {
      SiteKey.in(layout.config(), site).make();
    }
    YAML.writeValue(registry.toFile(), RegistryFile.of(sandbox.world(), sites, ports));
    var settings = new LinkedHashMap<String, String>();
    settings.put("dinggate.public-url", ports.cloud().toString());
    listenOnThisMachineOnly(settings);
    settings.put("dinggate.http.port", text(Listener.CLOUD));
    settings.put("dinggate.management.port", text(Listener.CLOUD_MANAGEMENT));
    settings.put("dinggate.registry-file", registry.toString());
    settings.put("dinggate.keys-dir", layout.keys("cloud").toString());
    settings.put("dinggate.data-dir", layout.cloudData().toString());
    settings.put("dinggate.dingtalk.login-url", sandbox.loginUrl().toString());
    settings.put("dinggate.dingtalk.oapi-url", sandbox.oapiUrl().toString());
    settings.put("dinggate.dingtalk.api-url", sandbox.apiUrl().toString());
    settings.putAll(more);
    return new Program(
        "cloud-service", start(jar, "cloud", settings), ports.cloud(), ports.cloudManagement());
  }

  /** The local-service of a site on its database; {@code more} settings win. */
  Program local(String id, Database database, Map<String, String> more) throws IOException {
    var jar = layout.jar("local-service");
    var site = sandbox.world().site(id);
    makeKeys(id, jar);
    var clients = layout.config().resolve("clients-" + id + ".yaml");
    YAML.writeValue(clients.toFile(), ClientsFile.of(site));
    var settings = new LinkedHashMap<String, String>();
    settings.put("dinggate.public-url", ports.local(id).toString());
    listenOnThisMachineOnly(settings);
    settings.put("dinggate.http.port", "" + ports.local(id).getPort());
    settings.put("dinggate.management.port", "" + ports.localManagement(id).getPort());
    settings.put("dinggate.keys-dir", layout.keys(id).toString());
    settings.put("dinggate.clients-file", clients.toString());
    settings.put("dinggate.database.url", database.url());
    settings.put("dinggate.database.username", database.username());
    settings.put("dinggate.database.password", database.password());
    settings.put("dinggate.cloud.url", ports.cloud().toString());
    settings.put("dinggate.cloud.client-id", site.clientId());
    settings.put(
        "dinggate.cloud.private-key-file",
        SiteKey.in(layout.config(), id).privateFile().toString());
    settings.putAll(more);
    return new Program(
        "local-service of the site " + id,
        start(jar, "local-" + id, settings),
        ports.local(id),
        ports.localManagement(id));
  }

  /** Everybody knows the secrets of the world that these services serve. */
  private static void listenOnThisMachineOnly(Map<String, String> settings) {
    settings.put("dinggate.http.host", "127.0.0.1");
    settings.put("dinggate.management.host", "127.0.0.1");
  }

  private void makeKeys(String service, Path jar) {
    var arguments = List.of("init", "--keys-dir", layout.keys(service).toString());
    var ended = launch(jar, "init-" + service, arguments, Map.of()).run(INIT_WITHIN);
    if (ended.exit() != 0) {
      throw new StackException("init of " + service + " failed: " + ended.output());
    }
  }

  private Start start(Path jar, String log, Map<String, String> settings) {
    return images == null
        ? launch(jar, log, List.of(), settings)
        : new ContainerLaunch(
            images, log.replaceFirst("-.*", "") + "-service", settings, layout, layout.log(log));
  }

  private Launch launch(
      Path jar, String log, List<String> arguments, Map<String, String> settings) {
    return new Launch(jar, arguments, settings, layout.directory(), layout.log(log));
  }

  private String text(Listener listener) {
    return Integer.toString(ports.of(listener));
  }
}
