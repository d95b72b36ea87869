package io.dinggate.e2e;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dinggate.platform.keys.SecretHash;
import io.dinggate.sandbox.World;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator of the cloud-service writes: apps and sites.
 *
 * @param apps DingTalk's applications
 * @param sites who may use them for what
 */
record RegistryFile(List<App> apps, List<Site> sites) {

  /** The apps of the world, and those of its sites that {@code ports} gives an address. */
  static RegistryFile of(World world, List<String> sites, Ports ports) {
    var apps = new ArrayList<App>();
    world.suites().forEach(suite -> apps.add(App.of(suite)));
    world.internalApps().forEach(app -> apps.add(App.of(app)));
    return new RegistryFile(
        apps, sites.stream().map(id -> Site.of(world, world.site(id), ports.local(id))).toList());
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record App(
      String id,
      String kind,
      String clientId,
      String clientSecret,
      Events events,
      @Nullable String suiteId,
      @JsonProperty("dingtalk-app-id") @Nullable Long dingTalkAppId,
      @Nullable Long agentId,
      @Nullable String corp) {

    static App of(World.Suite suite) {
      return new App(
          suite.appId(),
          "suite",
          suite.suiteKey(),
          suite.suiteSecret(),
          Events.of(suite),
          suite.suiteId(),
          suite.microAppId(),
          null,
          null);
    }

    static App of(World.InternalApp app) {
      return new App(
          app.appId(),
          "internal",
          app.appKey(),
          app.appSecret(),
          Events.of(app),
          null,
          null,
          app.agentId(),
          app.corpId());
    }
  }

  record Events(String token, String aesKey) {

    static Events of(World.App app) {
      return new Events(app.token(), app.encodingAesKey());
    }
  }

  record Site(
      String id,
      String clientId,
      List<String> secretHashes,
      List<PublicKey> publicKeys,
      List<URI> returnUrls,
      List<String> origins,
      List<SiteCorp> corps,
      String loginApp) {

    static Site of(World world, World.Site site, URI url) {
      return new Site(
          site.id(),
          site.clientId(),
          List.of(SecretHash.of(site.clientSecret())),
          List.of(PublicKey.of(site.id())),
          List.of(url.resolve("/login/return")),
          List.of(url.toString()),
          site.corps().stream().map(corp -> SiteCorp.of(world, corp)).toList(),
          site.loginApp());
    }
  }

  /** Lies beside the registry file. */
  record PublicKey(String keyId, String pemFile) {

    static PublicKey of(String site) {
      var file = SiteKey.in(Path.of(""), site).publicFile();
      return new PublicKey(site + "-1", file.toString());
    }
  }

  record SiteCorp(String corp, String loginApp, String messageApp, List<String> apps) {

    /**
     * With every app that is there for the corp, so that a call may name another than the default.
     */
    static SiteCorp of(World world, World.SiteCorp corp) {
      var apps = new LinkedHashSet<String>();
      world.corp(corp.corpId()).agents().keySet().stream().sorted().forEach(apps::add);
      world.internalApps().stream()
          .filter(app -> app.corpId().equals(corp.corpId()))
          .forEach(app -> apps.add(app.appId()));
      return new SiteCorp(corp.corpId(), corp.loginApp(), corp.messageApp(), List.copyOf(apps));
    }
  }
}
