package io.dinggate.local;

import io.dinggate.local.binding.BindingConfig;
import io.dinggate.local.cloud.CloudCheck;
import io.dinggate.local.cloud.CloudConfig;
import io.dinggate.local.event.EventConfig;
import io.dinggate.local.feed.FeedConfig;
import io.dinggate.local.login.LoginConfig;
import io.dinggate.local.login.SessionConfig;
import io.dinggate.local.message.MessageConfig;
import io.dinggate.local.oidc.TokenConfig;
import io.dinggate.local.platform.ClientsConfig;
import io.dinggate.local.platform.ClientsFileCheck;
import io.dinggate.local.platform.DatabaseCheck;
import io.dinggate.local.platform.SiteConfig;
import io.dinggate.local.request.RequestConfig;
import io.dinggate.local.user.DirectoryConfig;
import io.dinggate.local.user.UserConfig;
import io.dinggate.local.webhook.WebhookCheck;
import io.dinggate.local.webhook.WebhookConfig;
import io.dinggate.platform.start.KeysCheck;
import io.dinggate.platform.start.Preflight;
import io.dinggate.platform.start.PreflightCheck;
import io.dinggate.platform.start.ServiceStart;
import io.dinggate.platform.start.UrlCheck;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import java.util.List;

/** Starts the local-service, or does what {@link ServiceStart} does instead. */
@QuarkusMain
public final class LocalMain {

  /** Every configuration mapping of the service; a key of none of them stops the start. */
  static final List<Class<?>> MAPPINGS =
      List.of(
          SiteConfig.class,
          ClientsConfig.class,
          CloudConfig.class,
          LoginConfig.class,
          SessionConfig.class,
          TokenConfig.class,
          UserConfig.class,
          DirectoryConfig.class,
          BindingConfig.class,
          MessageConfig.class,
          RequestConfig.class,
          FeedConfig.class,
          EventConfig.class,
          WebhookConfig.class);

  private static final List<PreflightCheck> CHECKS =
      List.of(
          UrlCheck.origin("dinggate.public-url"),
          new KeysCheck(),
          new ClientsFileCheck(),
          new DatabaseCheck(),
          new CloudCheck(),
          UrlCheck.safe("dinggate.request.cloud-url"),
          new WebhookCheck());

  private LocalMain() {}

  /** The process. */
  public static void main(String... arguments) {
    new ServiceStart(
            "local-service", new Preflight(MAPPINGS, CHECKS), ConfigUtils::emptyConfigBuilder)
        .prepare(arguments);
    Quarkus.run(arguments);
  }
}
