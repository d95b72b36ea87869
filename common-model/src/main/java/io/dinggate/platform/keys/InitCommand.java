package io.dinggate.platform.keys;

import io.dinggate.platform.Tokens;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code init}: writes the keys of a service into a directory, readable by their owner only, and
 * prints a client id, a secret (once) and the secret's hash for a registry or clients file. Keys
 * that exist are kept.
 */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description =
        "Writes encryption, index and signing keys and prints a new client secret with its hash.")
public final class InitCommand implements Callable<Integer> {

  @Option(
      names = "--keys-dir",
      required = true,
      description = "Where the keys go; becomes dinggate.keys-dir. Made when missing.")
  private Path keysDir = Path.of("keys");

  @Option(
      names = "--key-id",
      description = "Id of the new keys (default: ${DEFAULT-VALUE}).",
      defaultValue = "k1")
  private String keyId = "k1";

  @Option(
      names = "--client-id",
      description = "Client id to print beside the new secret (default: ${DEFAULT-VALUE}).",
      defaultValue = "client-1")
  private String clientId = "client-1";

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * Runs {@code init} with the arguments that follow it and returns the exit code: 0, or 1 or 2
   * with the reason.
   */
  public static int run(String... arguments) {
    return new CommandLine(new InitCommand()).execute(arguments);
  }

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    if (!keyId.matches("[A-Za-z0-9_-]{1,32}")) {
      spec.commandLine().getErr().println("--key-id must be 1 to 32 letters, digits, '_' or '-'");
      return 2;
    }
    try {
      writeKeys(out);
    } catch (IOException e) {
      spec.commandLine()
          .getErr()
          .println("cannot write to " + keysDir + ": " + e.getClass().getSimpleName());
      return 1;
    }
    var secret = Tokens.random256();
    out.println("client_id=" + clientId);
    out.println("client_secret=" + secret);
    out.println("client_secret_hash=" + SecretHash.of(secret));
    out.flush();
    return 0;
  }

  private void writeKeys(PrintWriter out) throws IOException {
    Files.createDirectories(keysDir);
    for (var file : KeyRing.freshFiles(keyId).entrySet()) {
      var path = keysDir.resolve(file.getKey());
      if (Files.exists(path)) {
        out.println("kept " + path);
      } else {
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(path, file.getValue(), StandardOpenOption.TRUNCATE_EXISTING);
        out.println("wrote " + path);
      }
    }
  }
}
