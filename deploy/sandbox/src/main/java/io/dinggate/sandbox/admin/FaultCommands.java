package io.dinggate.sandbox.admin;

import io.dinggate.sandbox.fault.Faults;
import io.dinggate.sandbox.fault.TokenSignal;
import java.time.Duration;

/** Sets faults by {@code {"kind": …, "path": …, "calls": 1, …}}. */
final class FaultCommands {
  private static final String EVERYTHING = Faults.EVERY_PATH;

  private final Faults faults;

  FaultCommands(Faults faults) {
    this.faults = faults;
  }

  void set(AdminCall call) {
    String given = call.optionalText("path");
    String path = given == null ? EVERYTHING : given;
    int calls = call.number("calls", 1);
    switch (call.text("kind")) {
      case "throttle" -> faults.throttleNext(path, calls);
      case "rejectToken" ->
          faults.rejectToken(path, calls, TokenSignal.valueOf(call.text("signal")));
      case "ipNotListed" -> faults.ipNotListedNext(path, calls);
      case "permissionMissing" ->
          faults.permissionMissingNext(path, calls, call.text("permission"));
      case "banPage" -> faults.banPageNext(path, calls);
      case "status1111" -> faults.status1111Next(path, calls);
      case "errcode" -> faults.errcodeNext(path, calls, call.number("errcode", -1), message(call));
      case "wrappedErrcode" ->
          faults.wrappedErrcodeNext(path, calls, call.number("errcode", -1), message(call));
      case "error" ->
          faults.errorNext(
              path, calls, call.number("status", 500), call.text("code"), message(call));
      case "cut" -> faults.cutNext(path, calls);
      case "dropAfterSend" -> faults.dropAfterSend(calls);
      case "delay" -> faults.delay(path, Duration.ofMillis(call.number("millis")));
      case "hold" -> faults.hold(path);
      case "holdAnswer" -> faults.holdAnswer(path);
      case "release" -> faults.release(path);
      default -> throw new IllegalArgumentException("No fault is called " + call.text("kind"));
    }
  }

  private static String message(AdminCall call) {
    String message = call.optionalText("message");
    return message == null ? "sandbox" : message;
  }
}
