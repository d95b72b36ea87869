package io.dinggate.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a service is started from its image, with no more rights than the manifests give it: an
 * ordinary user, a read-only root, no capability, half a gigabyte. The process is the engine's
 * client, which passes signals on.
 *
 * @param images where the image is
 * @param service {@code cloud-service} or {@code local-service}
 * @param settings our configuration keys and their values
 * @param layout the files that the settings name, mounted where they are here
 * @param log gets what the process writes, appended
 */
record ContainerLaunch(
    Images images, String service, Map<String, String> settings, Layout layout, Path log)
    implements Start {

  ContainerLaunch {
    settings = Map.copyOf(settings);
  }

  @Override
  public Process start() {
    var command = images.run("--replace", "--name=" + name());
    command.addAll(
        List.of("--network=host", "--read-only", "--tmpfs=/tmp:mode=1777,size=64m,exec"));
    command.addAll(List.of("--cap-drop=ALL", "--security-opt=no-new-privileges"));
    command.add("--memory=512m");
    command.add(mounted(layout.config()) + ":ro");
    command.add(mounted(layout.keys()) + ":ro");
    command.add(mounted(layout.cloudData()));
    settings.forEach((key, value) -> command.add("--env=" + Launch.variable(key) + "=" + value));
    command.add(images.of(service));
    try {
      giveToItsUser();
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new StackException("cannot start a container of " + service, e);
    }
  }

  /** The container's name. */
  String name() {
    return "dinggate-" + log.getFileName().toString().replace(".log", "");
  }

  /** As an operator does: the service's user reads its keys and owns its data. */
  private void giveToItsUser() throws IOException {
    for (var directory : List.of(layout.config(), layout.keys(), layout.cloudData())) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (var file : files.toList()) {
          Files.setAttribute(file, "unix:uid", 185);
        }
      }
    }
  }

  private static String mounted(Path directory) {
    return "--volume=" + directory + ":" + directory;
  }
}
