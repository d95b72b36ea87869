package io.dinggate.bench.send;

import io.dinggate.bench.stub.Mark;

/** Messages of one recipient each, for all pairs in turn. */
final class Orders {

  /** What became of each person is asked for later, by further calls, which are not measured. */
  private static final String BODY =
      """
      {"recipients":[{"corp":"%s","userId":"user-%d"}],\
      "content":{"type":"text","content":"%s 订单 %d 已发货。 The delivery has left the yard."},\
      "options":{"receipts":"none"}}\
      """;

  private Orders() {}

  /** The JSON of the message of that number, with its {@link Mark}. */
  static String message(int number) {
    var pair = number % SendingWorld.PAIRS;
    var user = number / SendingWorld.PAIRS % SendingWorld.PEOPLE_PER_CORP;
    return BODY.formatted(SendingWorld.corpId(pair), user, Mark.of(number), number);
  }
}
