package io.dinggate.sandbox.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.http.Listener;
import io.dinggate.sandbox.http.OldHostAccess;
import io.dinggate.sandbox.http.OldHostAccess.Caller;
import io.dinggate.sandbox.http.Reply;
import io.dinggate.sandbox.http.Route;
import io.dinggate.sandbox.state.State;
import java.util.List;

/** Lets an app ask for the pushes that were given up. */
public final class LostPushEndpoints {
  private final LostPushes lost;
  private final OldHostAccess access;

  public LostPushEndpoints(State state, LostPushes lost) {
    this.lost = lost;
    this.access = new OldHostAccess(state);
  }

  public List<Route> routes() {
    return List.of(
        new Route(Listener.OAPI, "GET", "/call_back/get_call_back_failed_result", this::take));
  }

  private Reply take(Call call) {
    Caller caller = access.caller(call);
    ObjectNode answer = Reply.ok();
    answer.setAll(lost.take(caller.app().appId(), caller.corpId()));
    return Reply.json(200, answer);
  }
}
