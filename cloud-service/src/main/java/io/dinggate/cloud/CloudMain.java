package io.dinggate.cloud;

import io.dinggate.cloud.app.AppConfig;
import io.dinggate.cloud.dingtalk.DingTalkCheck;
import io.dinggate.cloud.dingtalk.DingTalkConfig;
import io.dinggate.cloud.directory.DirectoryConfig;
import io.dinggate.cloud.event.EventConfig;
import io.dinggate.cloud.feed.FeedConfig;
import io.dinggate.cloud.login.LoginConfig;
import io.dinggate.cloud.media.MediaConfig;
import io.dinggate.cloud.message.AfterSendConfig;
import io.dinggate.cloud.message.MessageConfig;
import io.dinggate.cloud.platform.CloudConfig;
import io.dinggate.cloud.platform.DataDirectory;
import io.dinggate.cloud.registry.RegistryCheck;
import io.dinggate.cloud.registry.RegistryConfig;
import io.dinggate.cloud.request.RequestConfig;
import io.dinggate.cloud.site.AuditConfig;
import io.dinggate.cloud.site.TokenConfig;
import io.dinggate.platform.start.KeysCheck;
import io.dinggate.platform.start.Preflight;
import io.dinggate.platform.start.PreflightCheck;
import io.dinggate.platform.start.ServiceStart;
import io.dinggate.platform.start.UrlCheck;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import java.util.List;

/** Starts the cloud-service, or does what {@link ServiceStart} does instead. */
@QuarkusMain
public final class CloudMain {

  /** Every configuration mapping of the service; a key of none of them stops the start. */
  static final List<Class<?>> MAPPINGS =
      List.of(
          CloudConfig.class,
          RegistryConfig.class,
          DingTalkConfig.class,
          DirectoryConfig.class,
          AppConfig.class,
          EventConfig.class,
          TokenConfig.class,
          AuditConfig.class,
          LoginConfig.class,
          MessageConfig.class,
          AfterSendConfig.class,
          MediaConfig.class,
          FeedConfig.class,
          RequestConfig.class);

  /** Kept for as long as the process lives: its lock ends with it. */
  private static final DataDirectory DATA_DIRECTORY = new DataDirectory();

  private static final List<PreflightCheck> CHECKS =
      List.of(
          UrlCheck.origin("dinggate.public-url"),
          new KeysCheck(),
          new RegistryCheck(),
          new DingTalkCheck(),
          DATA_DIRECTORY);

  private CloudMain() {}

  /** The process. */
  public static void main(String... arguments) {
    new ServiceStart(
            "cloud-service", new Preflight(MAPPINGS, CHECKS), ConfigUtils::emptyConfigBuilder)
        .prepare(arguments);
    Quarkus.run(arguments);
  }
}
