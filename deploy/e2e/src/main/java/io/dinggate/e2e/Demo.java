package io.dinggate.e2e;

import io.dinggate.e2e.walk.Steps;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** {@code deploy/demo}: everything on this machine, the main job walked once, then left running. */
public final class Demo {

  private final DemoOptions options;
  private final PrintStream out;

  private Demo(DemoOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** Exits with 0, with 1 when something did not work, or with 2 for options that are none. */
  public static void main(String[] arguments) throws InterruptedException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(arguments, out));
  }

  private static int run(String[] arguments, PrintStream out) throws InterruptedException {
    DemoOptions options;
    try {
      options = DemoOptions.parse(arguments, System.getenv());
    } catch (StackException e) {
      out.println(e.getMessage());
      return 2;
    }
    return new Demo(options, out).run();
  }

  private int run() throws InterruptedException {
    out.println(options.check() ? "DingGate, checked" : "DingGate, started for you to try");
    var directory = options.directory().orElseGet(Directories::temporary);
    try (var stack = options.stack(directory).start()) {
      var steps = new Steps(out);
      new MainJob(stack).walk(steps);
      if (!steps.allWell()) {
        out.println("The logs are in " + stack.logs());
        return 1;
      }
      if (!options.check()) {
        stayUp(stack);
      }
    } catch (StackException e) {
      out.println(e.getMessage());
      return 1;
    }
    if (options.directory().isEmpty()) {
      Directories.delete(directory);
    }
    return 0;
  }

  /** Until a signal ends this JVM; the stack ends with it. */
  private void stayUp(Stack stack) throws InterruptedException {
    new DemoValues(stack).lines().forEach(out::println);
    out.println("Everything runs until Ctrl-C. Open the console and sign in.");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> out.println("Ending everything.")));
    new CountDownLatch(1).await();
  }
}
