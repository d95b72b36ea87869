package io.dinggate.bench.load;

import io.dinggate.e2e.Stack;
import io.dinggate.e2e.walk.ApiClient;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program of the site sends messages at a fixed rate, each through the local-service and the
 * cloud to DingTalk, which has answered before the program is answered.
 */
public final class MessagesBench {

  private static final int TOKEN_SECONDS = 120;

  private final Stack stack;
  private final Load load;
  private final ApiClient program;
  private final String run = "bench-" + UUID.randomUUID() + "-";
  private final AtomicInteger sent = new AtomicInteger();

  /** The stack plays {@link BenchWorld}. */
  public MessagesBench(Stack stack, Load load) {
    this.stack = stack;
    this.load = load;
    var client = stack.sandbox().world().site(Stack.EAST).apiClients().getFirst();
    this.program = new ApiClient(stack.local(Stack.EAST).url(), client.id(), client.secret());
  }

  /** Does it. */
  public MessageFigures run() {
    var pairs = Pair.of(stack.sandbox().world());
    Introduction.of(stack.sandbox(), pairs);
    var deck = new MessageDeck(stack.sandbox().world(), pairs);
    var measurement = new Measurement(load.perSecond(), load.measured());
    program.authenticate();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var loop = new OpenLoop(load.perSecond(), Pace.real(), executor);
      loop.run(load.warmUp(), number -> send(number, deck), () -> false, _ -> {});
      loop.run(
          load.measured(), number -> send(load.warmUp() + number, deck), () -> false, measurement);
    }
    return new MessageFigures(
        measurement.figures(pairs.size()), sent.get(), stack.sandbox().journal().sendCalls());
  }

  private boolean send(int number, MessageDeck deck) {
    if ((number + 1) % (load.perSecond() * TOKEN_SECONDS) == 0) {
      Thread.startVirtualThread(program::authenticate); // before the token in use ends
    }
    var path = "/api/v1/messages/" + run + number;
    var answer = program.put(path, deck.message(number)).expect(200).json();
    var ok = answer.path("state").asText().equals("sent");
    if (ok) {
      sent.incrementAndGet();
    }
    return ok;
  }
}
