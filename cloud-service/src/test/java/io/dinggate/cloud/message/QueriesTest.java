package io.dinggate.cloud.message;

import static io.dinggate.cloud.message.MessageStage.EAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.cloud.app.AccessTokens;
import io.dinggate.cloud.dingtalk.PlannedCall;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.Snapshot;
import io.dinggate.cloud.site.Sites;
import io.dinggate.model.CorpId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class QueriesTest {

  private final Queries queries =
      new Queries(
          new RejectedOnce(),
          () -> new Snapshot(List.of(), List.of()),
          new AddressBudget(MessageConfigs.of("address-window", "PT0.1S"), Clock.systemUTC()),
          AfterSendStage.config());

  @Test
  void questionIsPlannedAndItsRepetitionIsNot() {
    var planned = new ArrayList<Boolean>();
    queries.ask(
        Sites.internal(Sites.HR), EAST, "user/get", _ -> planned.add(PlannedCall.takePlanned()));

    assertThat(planned).containsExactly(true, false);
  }

  private static final class RejectedOnce implements AccessTokens {
    @Override
    public <T> T call(App app, CorpId corp, Function<String, T> use) {
      var _ = use.apply("rejected");
      return use.apply("token");
    }
  }
}
