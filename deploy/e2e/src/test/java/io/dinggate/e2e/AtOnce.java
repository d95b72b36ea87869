package io.dinggate.e2e;

import io.dinggate.e2e.walk.Page;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Many callers at the same moment. */
final class AtOnce {

  private AtOnce() {}

  /** The answers of {@code callers} calls that run side by side; each is given its number. */
  static List<Page> call(int callers, IntFunction<Page> call) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          IntStream.range(0, callers)
              .mapToObj(number -> CompletableFuture.supplyAsync(() -> call.apply(number), threads))
              .toList();
      return calls.stream().map(CompletableFuture::join).toList();
    }
  }
}
