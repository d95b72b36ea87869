package io.dinggate.local;

import io.dinggate.local.binding.BindingConfig;
import io.dinggate.local.cloud.CloudCheck;
import io.dinggate.local.cloud.CloudConfig;
import io.dinggate.local.login.LoginConfig;
import io.dinggate.local.login.SessionConfig;
import io.dinggate.local.message.MessageConfig;
import io.dinggate.local.oidc.TokenConfig;
import io.dinggate.local.platform.ClientsFileCheck;
import io.dinggate.local.platform.DatabaseCheck;
import io.dinggate.local.platform.SiteConfig;
import io.dinggate.local.user.UserConfig;
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
 * Starts the local-service, or, with {@code init} as the first argument, writes its keys and ends.
 * Faults in the configuration are listed on standard error, and the exit code is {@value
 * #NOT_STARTED}.
 */
@QuarkusMain
public final class LocalMain {

  /** Every configuration mapping of the service; a key of none of them stops the start. */
  static final List<Class<?>> MAPPINGS =
      List.of(
          SiteConfig.class,
          CloudConfig.class,
          LoginConfig.class,
          SessionConfig.class,
          TokenConfig.class,
          UserConfig.class,
          BindingConfig.class,
          MessageConfig.class);

  private static final List<PreflightCheck> CHECKS =
      List.of(
          UrlCheck.origin("dinggate.public-url"),
          new KeysCheck(),
          new ClientsFileCheck(),
          new DatabaseCheck(),
          new CloudCheck());
  private static final int NOT_STARTED = 1;

  private LocalMain() {}

  /** The process. */
  public static void main(String... arguments) {
    if (arguments.length > 0 && arguments[0].equals("init")) {
      System.exit(InitCommand.run(Arrays.copyOfRange(arguments, 1, arguments.length)));
    }
    var preflight = new Preflight(MAPPINGS, CHECKS);
    var faults = preflight.faults(ConfigUtils::emptyConfigBuilder, System.getenv().keySet());
    if (!faults.isEmpty()) {
      System.err.println("The local-service cannot start:");
      faults.forEach(fault -> System.err.println("  " + fault));
      System.exit(NOT_STARTED);
    }
    // Quarkus would refuse broken addresses without a word; platform.BrokenAddresses explains them.
    System.setProperty("vertx.disableURIValidation", "true");
    Quarkus.run(arguments);
  }
}
