package io.dinggate.bench.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dinggate.bench.stub.Mark;
import io.dinggate.e2e.Stack;
import io.dinggate.sandbox.World;
import io.dinggate.sandbox.World.App;
import io.dinggate.sandbox.World.InternalApp;
import io.dinggate.sandbox.World.SiteCorp;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SendingWorldTest {

  private final World world = SendingWorld.after(World.load());

  @Test
  void theSiteMaySendByMoreThanTwentyFivePairs() {
    assertThat(world.site(Stack.EAST).corps()).hasSizeGreaterThan(25);
    assertThat(world.site(Stack.EAST).corps())
        .extracting(SiteCorp::corpId)
        .isEqualTo(world.internalApps().stream().map(InternalApp::corpId).toList());
    assertThat(world.apps()).extracting(App::appId).doesNotHaveDuplicates();
    assertThat(world.apps()).extracting(App::key).doesNotHaveDuplicates();
  }

  @Test
  void messagesGoToAllPairsInTurnAndNameTheirNumber() throws Exception {
    var corps = new HashSet<String>();
    for (var number : IntStream.range(0, SendingWorld.PAIRS).toArray()) {
      var message = JsonMapper.builder().build().readTree(Orders.message(number));

      corps.add(message.at("/recipients/0/corp").asText());
      assertThat(message.at("/content/content").asText()).contains(Mark.of(number));
    }
    assertThat(corps).hasSize(SendingWorld.PAIRS);
  }
}
