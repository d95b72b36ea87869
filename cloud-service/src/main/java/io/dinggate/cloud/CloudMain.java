package io.dinggate.cloud;

import io.dinggate.cloud.app.AppConfig;
import io.dinggate.cloud.dingtalk.DingTalkCheck;
import io.dinggate.cloud.dingtalk.DingTalkConfig;
import io.dinggate.cloud.event.EventConfig;
import io.dinggate.cloud.login.LoginConfig;
import io.dinggate.cloud.message.MessageConfig;
import io.dinggate.cloud.platform.CloudConfig;
import io.dinggate.cloud.platform.DataDirectory;
import io.dinggate.cloud.registry.RegistryCheck;
import io.dinggate.cloud.registry.RegistryConfig;
import io.dinggate.cloud.site.AuditConfig;
import io.dinggate.cloud.site.TokenConfig;
import io.dinggate.platform.keys.InitCommand;
import io.dinggate.platform.start.KeysCheck;
import io.dinggate.platform.start.Preflight;
import io.dinggate.platform.start.PreflightCheck;
import io.dinggate.platform.start.UrlCheck;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import java.util.Arrays;
import java.util.List;

/**
 * Starts the cloud-service, or, with {@code init} as the first argument, writes its keys and ends.
 * Faults in the configuration are listed on standard error, and the exit code is {@value
 * #NOT_STARTED}.
 */
@QuarkusMain
public final class CloudMain {

  /** Every configuration mapping of the service; a key of none of them stops the start. */
  static final List<Class<?>> MAPPINGS =
      List.of(
          CloudConfig.class,
          RegistryConfig.class,
          DingTalkConfig.class,
          AppConfig.class,
          EventConfig.class,
          TokenConfig.class,
          AuditConfig.class,
          LoginConfig.class,
          MessageConfig.class);

  private static final int NOT_STARTED = 1;

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
    if (arguments.length > 0 && arguments[0].equals("init")) {
      System.exit(InitCommand.run(Arrays.copyOfRange(arguments, 1, arguments.length)));
    }
    var faults =
        new Preflight(MAPPINGS, CHECKS)
            .faults(ConfigUtils::emptyConfigBuilder, System.getenv().keySet());
    if (!faults.isEmpty()) {
      System.err.println("The cloud-service cannot start:");
      faults.forEach(fault -> System.err.println("  " + fault));
      System.exit(NOT_STARTED);
    }
    // Quarkus would refuse broken addresses without a word; platform.BrokenAddresses explains them.
    System.setProperty("vertx.disableURIValidation", "true");
    Quarkus.run(arguments);
  }
}
