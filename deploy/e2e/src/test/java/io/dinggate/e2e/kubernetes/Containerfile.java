package io.dinggate.e2e.kubernetes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How an image is built, instruction by instruction.
 *
 * @param name of the file
 * @param firstLine of the file
 * @param instructions in their order, continued lines joined
 */
record Containerfile(String name, String firstLine, List<Instruction> instructions) {

  private static final Pattern FROM_STAGE = Pattern.compile("--from=(\\S+)\\s+(.+)");
  private static final Pattern STAGE = Pattern.compile("(\\S+)\\s+AS\\s+(\\S+)");

  static final Path DIRECTORY = Checkout.root().resolve("deploy/container");

  static Containerfile read(String name) {
    var text = Checkout.read(DIRECTORY.resolve(name));
    var instructions =
        text.lines()
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.joining("\n"))
            .replace("\\\n", " ")
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(Instruction::of)
            .toList();
    return new Containerfile(name, text.lines().findFirst().orElse(""), instructions);
  }

  /** What comes after the last FROM: the image that is shipped. */
  List<Instruction> shipped() {
    var last = 0;
    for (var i = 0; i < instructions.size(); i++) {
      last = instructions.get(i).name().equals("FROM") ? i : last;
    }
    return instructions.subList(last, instructions.size());
  }

  /** The arguments of an instruction, each time it stands in the shipped image. */
  List<String> shipped(String instruction) {
    return arguments(shipped(), instruction);
  }

  /** The defaults of the build arguments. */
  Map<String, String> defaults() {
    return arguments(instructions, "ARG").stream()
        .map(argument -> argument.split("=", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (first, _) -> first));
  }

  /** What is copied from the checkout: files and directories. */
  List<String> copiedFromCheckout() {
    return arguments(instructions, "COPY").stream()
        .filter(arguments -> !FROM_STAGE.matcher(arguments).matches())
        .flatMap(arguments -> sources(arguments).stream())
        .toList();
  }

  /** Stages that something is copied from before they are built; empty when all is well. */
  List<String> copiedFromNowhere() {
    var stages = new ArrayList<String>();
    var missing = new ArrayList<String>();
    for (var instruction : instructions) {
      var from = FROM_STAGE.matcher(instruction.arguments());
      if (instruction.name().equals("COPY") && from.matches() && !stages.contains(from.group(1))) {
        missing.add(from.group(1));
      }
      var stage = STAGE.matcher(instruction.arguments());
      if (instruction.name().equals("FROM") && stage.matches()) {
        stages.add(stage.group(2));
      }
    }
    return missing;
  }

  /** What each stage stands on: a build argument, or an earlier stage. */
  List<String> bases() {
    return arguments(instructions, "FROM").stream()
        .map(arguments -> arguments.replaceFirst("\\s.*", ""))
        .toList();
  }

  private static List<String> sources(String arguments) {
    var words =
        Arrays.stream(arguments.split("\\s+")).filter(word -> !word.startsWith("--")).toList();
    return words.subList(0, words.size() - 1);
  }

  private static List<String> arguments(List<Instruction> instructions, String name) {
    return instructions.stream()
        .filter(instruction -> instruction.name().equals(name))
        .map(Instruction::arguments)
        .toList();
  }

  /**
   * One instruction.
   *
   * @param name in capitals
   * @param arguments everything after it
   */
  record Instruction(String name, String arguments) {

    static Instruction of(String line) {
      var parts = line.split("\\s+", 2);
      return new Instruction(
          parts[0].toUpperCase(Locale.ROOT), parts.length > 1 ? parts[1].strip() : "");
    }
  }
}
