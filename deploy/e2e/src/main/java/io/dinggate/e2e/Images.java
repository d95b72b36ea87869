package io.dinggate.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The images of both services, and the program that runs them.
 *
 * @param engine {@code podman} with its options, a word each
 * @param tag of both images
 */
public record Images(List<String> engine, String tag) {

  public Images {
    engine = List.copyOf(engine);
  }

  /**
   * Those that the system properties {@code images.engine} (words with a space between) and {@code
   * images.tag} name, if any.
   */
  public static Optional<Images> ofProperties() {
    return Optional.ofNullable(System.getProperty("images.engine"))
        .map(
            engine -> new Images(List.of(engine.split(" ")), System.getProperty("images.tag", "")));
  }

  /** The image of {@code cloud-service} or {@code local-service}. */
  public String of(String service) {
    return "localhost/dinggate/" + service + ":" + tag;
  }

  /** A command of the engine. */
  public List<String> command(String... words) {
    var command = new ArrayList<>(engine);
    command.addAll(List.of(words));
    return command;
  }

  /**
   * Runs a container that goes when it ends; limits are set, since not every engine may raise its
   * own.
   */
  public List<String> run(String... words) {
    var command =
        command("run", "--rm", "--ulimit=nofile=20000:20000", "--ulimit=nproc=10000:10000");
    command.addAll(List.of(words));
    return command;
  }
}
