package io.dinggate.sandbox;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * How a sandbox is started. Immutable; start from {@link #defaults()} and change what matters.
 *
 * @param world what is played
 * @param address where the listeners bind; loopback unless told otherwise
 * @param loginPort 0 = any free port; the same holds for the others
 * @param clock base of the sandbox's own clock
 * @param tokenLife how long access tokens live
 * @param pushTimeout how long a receiver may take to answer an event
 * @param pushDelays waits before each repeat of a push that was not acknowledged
 * @param limits how much is taken; the documented numbers unless told otherwise
 * @param messagesKept how many messages are remembered
 * @param failOnUnknown whether {@link Sandbox#close()} fails after unknown requests
 */
public record SandboxOptions(
    World world,
    String address,
    int loginPort,
    int oapiPort,
    int apiPort,
    Clock clock,
    Duration tokenLife,
    Duration pushTimeout,
    List<Duration> pushDelays,
    Limits limits,
    int messagesKept,
    boolean failOnUnknown) {

  public SandboxOptions {
    pushDelays = List.copyOf(pushDelays);
  }

  /**
   * The demo world on free loopback ports, the system's clock, tokens of two hours, repeats after
   * 10 s and 30 s, the documented limits, the last 10,000 messages, strict about unknown requests.
   */
  public static SandboxOptions defaults() {
    return new SandboxOptions(
        World.load(),
        "127.0.0.1",
        0,
        0,
        0,
        Clock.systemUTC(),
        Duration.ofHours(2),
        Duration.ofMillis(1_200),
        List.of(Duration.ofSeconds(10), Duration.ofSeconds(30)),
        Limits.documented(),
        10_000,
        true);
  }

  /** {@link #defaults()} with the world of another file. */
  public static SandboxOptions forWorld(Path file) {
    return defaults().withWorld(World.read(file));
  }

  public SandboxOptions withWorld(World changed) {
    return new SandboxOptions(
        changed,
        address,
        loginPort,
        oapiPort,
        apiPort,
        clock,
        tokenLife,
        pushTimeout,
        pushDelays,
        limits,
        messagesKept,
        failOnUnknown);
  }

  public SandboxOptions withAddress(String changed) {
    return new SandboxOptions(
        world,
        changed,
        loginPort,
        oapiPort,
        apiPort,
        clock,
        tokenLife,
        pushTimeout,
        pushDelays,
        limits,
        messagesKept,
        failOnUnknown);
  }

  public SandboxOptions withPorts(int login, int oapi, int api) {
    return new SandboxOptions(
        world,
        address,
        login,
        oapi,
        api,
        clock,
        tokenLife,
        pushTimeout,
        pushDelays,
        limits,
        messagesKept,
        failOnUnknown);
  }

  public SandboxOptions withClock(Clock changed) {
    return new SandboxOptions(
        world,
        address,
        loginPort,
        oapiPort,
        apiPort,
        changed,
        tokenLife,
        pushTimeout,
        pushDelays,
        limits,
        messagesKept,
        failOnUnknown);
  }

  public SandboxOptions withTokenLife(Duration changed) {
    return new SandboxOptions(
        world,
        address,
        loginPort,
        oapiPort,
        apiPort,
        clock,
        changed,
        pushTimeout,
        pushDelays,
        limits,
        messagesKept,
        failOnUnknown);
  }

  public SandboxOptions withPushTimeout(Duration changed) {
    return new SandboxOptions(
        world,
        address,
        loginPort,
        oapiPort,
        apiPort,
        clock,
        tokenLife,
        changed,
        pushDelays,
        limits,
        messagesKept,
        failOnUnknown);
  }

  public SandboxOptions withPushDelays(Duration... changed) {
    return new SandboxOptions(
        world,
        address,
        loginPort,
        oapiPort,
        apiPort,
        clock,
        tokenLife,
        pushTimeout,
        List.of(changed),
        limits,
        messagesKept,
        failOnUnknown);
  }

  public SandboxOptions withLimits(Limits changed) {
    return new SandboxOptions(
        world,
        address,
        loginPort,
        oapiPort,
        apiPort,
        clock,
        tokenLife,
        pushTimeout,
        pushDelays,
        changed,
        messagesKept,
        failOnUnknown);
  }

  public SandboxOptions withMessagesKept(int changed) {
    return new SandboxOptions(
        world,
        address,
        loginPort,
        oapiPort,
        apiPort,
        clock,
        tokenLife,
        pushTimeout,
        pushDelays,
        limits,
        changed,
        failOnUnknown);
  }

  public SandboxOptions withFailOnUnknown(boolean changed) {
    return new SandboxOptions(
        world,
        address,
        loginPort,
        oapiPort,
        apiPort,
        clock,
        tokenLife,
        pushTimeout,
        pushDelays,
        limits,
        messagesKept,
        changed);
  }
}
