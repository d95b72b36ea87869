package io.dinggate.sandbox;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the sandbox alone until it is stopped; prints its addresses as {@code name=value}. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    description =
        "DingTalk, simulated. Everything is controlled under /__admin/dinggate/ of each listener.")
public final class SandboxMain implements Callable<Integer> {
  @Option(
      names = "--login-port",
      defaultValue = "8090",
      description = "stands for login.dingtalk.com; 0 = any free port")
  private int loginPort;

  @Option(
      names = "--oapi-port",
      defaultValue = "8091",
      description = "stands for oapi.dingtalk.com; 0 = any free port")
  private int oapiPort;

  @Option(
      names = "--api-port",
      defaultValue = "8092",
      description = "stands for api.dingtalk.com; 0 = any free port")
  private int apiPort;

  @Option(
      names = "--address",
      defaultValue = "127.0.0.1",
      description = "where to listen (default: ${DEFAULT-VALUE})")
  private String address = "127.0.0.1";

  @Option(names = "--world", description = "another world than the demo's")
  private @Nullable Path world;

  private SandboxMain() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SandboxMain()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    SandboxOptions chosen =
        world == null ? SandboxOptions.defaults() : SandboxOptions.forWorld(world);
    SandboxOptions options =
        chosen
            .withAddress(address)
            .withPorts(loginPort, oapiPort, apiPort)
            .withFailOnUnknown(false);
    Sandbox sandbox;
    try {
      sandbox = Sandbox.start(options);
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      return 1;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(sandbox, stopped)));
    System.out.println("dingtalk.login.url=" + sandbox.loginUrl());
    System.out.println("dingtalk.oapi.url=" + sandbox.oapiUrl());
    System.out.println("dingtalk.api.url=" + sandbox.apiUrl());
    System.out.println("ready");
    stopped.await();
    return 0;
  }

  private static void stop(Sandbox sandbox, CountDownLatch stopped) {
    sandbox.close();
    stopped.countDown();
  }
}
