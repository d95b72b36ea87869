package io.dinggate.sandbox.admin;

import io.dinggate.sandbox.World;
import io.dinggate.sandbox.World.App;
import io.dinggate.sandbox.event.EventPusher;
import io.dinggate.sandbox.fault.Faults;
import io.dinggate.sandbox.gateway.Gateway;
import io.dinggate.sandbox.http.Journal;
import io.dinggate.sandbox.media.MediaBook;
import io.dinggate.sandbox.message.MessageBook;
import io.dinggate.sandbox.state.State;
import io.dinggate.sandbox.state.State.InAppGrant;
import org.jspecify.annotations.Nullable;

/** The parts of a running sandbox as the Java API and the admin API drive them. */
public record Simulation(
    State state,
    Journal journal,
    Gateway gateway,
    Faults faults,
    MessageBook messages,
    MediaBook media,
    EventPusher pusher) {

  public World world() {
    return state.world();
  }

  /** Mints a code of the in-app login; leavers get one too, as their client does not know yet. */
  public String inAppCode(String appId, String corpId, String userId) {
    if (state.directory().memberEvenLeft(corpId, userId).isEmpty()) {
      throw new IllegalArgumentException("No user " + userId + " in " + corpId);
    }
    return state.inAppCodes().mint(new InAppGrant(world().app(appId), corpId, userId));
  }

  /** Voids the tokens of an app, or those of one corp only. */
  public void revokeTokens(String appId, @Nullable String corpId) {
    App app = world().app(appId);
    state
        .tokens()
        .revoke(
            token -> token.app().equals(app) && (corpId == null || corpId.equals(token.corpId())));
  }

  /** Back to the start; return and callback addresses stay, being set-up rather than state. */
  public void reset() {
    faults.clear();
    gateway.clear();
    state.reset();
    messages.clear();
    media.clear();
    pusher.lost().clear();
    journal.clear();
  }
}
