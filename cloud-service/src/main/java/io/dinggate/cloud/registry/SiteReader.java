package io.dinggate.cloud.registry;

import static java.util.stream.Collectors.toMap;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.InvalidValueException;
import io.dinggate.model.SiteId;
import io.dinggate.platform.start.SafeUrl;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the sites of the registry file. */
final class SiteReader {

  private static final SiteId NO_SITE = new SiteId("-");
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final SecretFiles secrets;
  private final Map<AppId, App> apps;

  /** Sites may name these apps. */
  SiteReader(SecretFiles secrets, List<App> apps) {
    this.secrets = secrets;
    this.apps = apps.stream().collect(toMap(App::id, Function.identity(), (first, _) -> first));
  }

  Site read(Section section) {
    var corps = corps(section);
    var credentials = Credentials.read(section, secrets);
    var site =
        new Site(
            section.value("id", SiteId::new, NO_SITE),
            section.text("client-id"),
            credentials.secretHashes(),
            credentials.publicKeys(),
            section.values("return-urls", SiteReader::returnUrl),
            section.values("origins", SiteReader::origin),
            corps,
            app(section, "login-app"));
    if (corps.stream().noneMatch(corp -> corp.allows(site.loginApp()))) {
      section.fault(section.at("login-app"), "must be an app of one of the site's corps");
    }
    section.end();
    return site;
  }

  private List<SiteCorp> corps(Section site) {
    var corps = new ArrayList<SiteCorp>();
    var known = new HashSet<CorpId>();
    for (var section : site.sections("corps")) {
      var corp = corp(section);
      if (!known.add(corp.corp())) {
        section.fault(section.at("corp"), "stands here twice");
      }
      corps.add(corp);
    }
    if (corps.isEmpty()) {
      site.fault(site.at("corps"), "must name at least one corp");
    }
    return corps;
  }

  private SiteCorp corp(Section section) {
    var corp = section.value("corp", CorpId::new, AppReader.NO_CORP);
    var login = app(section, "login-app");
    var message = app(section, "message-app");
    var allowed = section.values("apps", text -> known(new AppId(text)));
    var apps = allowed.isEmpty() ? List.of(login, message).stream().distinct().toList() : allowed;
    if (!apps.contains(login) || !apps.contains(message)) {
      section.fault(section.at("apps"), "must hold login-app and message-app");
    }
    for (var app : apps) {
      ofAnotherCorp(app, corp)
          .ifPresent(id -> section.fault(section.at("apps"), id + " is another corp's own app"));
    }
    section.end();
    return new SiteCorp(corp, login, message, apps);
  }

  private Optional<AppId> ofAnotherCorp(AppId id, CorpId corp) {
    return Optional.ofNullable(apps.get(id))
        .filter(app -> app.kind() == AppKind.INTERNAL && !corp.equals(app.corp()))
        .map(App::id);
  }

  private AppId app(Section section, String name) {
    return section.value(name, text -> known(new AppId(text)), AppReader.NO_APP);
  }

  private AppId known(AppId id) {
    if (!apps.containsKey(id)) {
      throw new InvalidValueException("is not one of the apps above");
    }
    return id;
  }

  private static URI returnUrl(String text) {
    var url = url(text);
    if (!SafeUrl.is(url) || url.getRawFragment() != null) {
      throw new InvalidValueException(
          "must be an https URL without fragment; plain http is for loopback addresses only");
    }
    return url;
  }

  private static String origin(String text) {
    var url = url(text);
    var standardPort = "https".equals(url.getScheme()) ? HTTPS : HTTP;
    if (!SafeUrl.isOrigin(url) || url.getPort() == standardPort) {
      throw new InvalidValueException("must be an origin as browsers send it: https://host[:port]");
    }
    return text;
  }

  private static URI url(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("must be a URL");
    }
  }
}
