package io.dinggate.cloud.event;

import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.EventKeys;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.model.AppId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Verifies a push, stores its events, and makes the answer that tells DingTalk so. */
@Singleton
final class EventIntake {

  private static final String SUCCESS = "success";
  private static final int NONCE_LENGTH = 8;
  private static final int REMEMBERED_TYPES = 1000;

  private final Registry registry;
  private final EventVerifier verifier;
  private final EventStore store;
  private final Clock clock;
  private final MeterRegistry meters;
  private final Set<String> toldTypes = ConcurrentHashMap.newKeySet();

  EventIntake(
      Registry registry,
      EventVerifier verifier,
      EventStore store,
      Clock clock,
      MeterRegistry meters) {
    this.registry = registry;
    this.verifier = verifier;
    this.store = store;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * Takes a push in. When this returns, its events are committed; DingTalk was not asked anything.
   *
   * @throws ApiException {@code NOT_FOUND} for an app without events, {@code EVENT_REFUSED}
   *     whatever is wrong with the push
   */
  EventReply accept(AppId id, EventPush push) {
    var app = registry.snapshot().app(id).orElseThrow(EventIntake::notFound);
    var keys = app.events();
    if (keys == null) {
      throw notFound();
    }
    try {
      var verified = verifier.verify(keys, push);
      if (verified.isCheck()) {
        count("check", 1);
      } else {
        store(app, verified);
      }
      return success(keys, verified.ownerKey());
    } catch (EventRefusedException e) {
      count("refused", 1);
      Log.infof("push to %s refused: %s", id, e.getMessage());
      throw new ApiException(ErrorCode.EVENT_REFUSED);
    }
  }

  private void store(App app, VerifiedEvent verified) {
    var events = EventParser.events(verified, app.corp());
    var stored = store.store(app, events, clock.instant());
    count("stored", stored);
    count("duplicate", events.size() - stored);
    events.forEach(event -> tell(app, event));
  }

  /** Once for each type, so that an operator learns of what nobody handles. */
  private void tell(App app, ReceivedEvent event) {
    if (event.fault() != null) {
      Log.warnf("event of %s is parked: %s", app.id(), event.fault());
    } else if (EventKind.of(app.kind(), event.bizType(), event.type()) == EventKind.OTHER
        && toldTypes.size() < REMEMBERED_TYPES
        && toldTypes.add(event.bizType() + " " + event.type())) {
      Log.infof("events of type %s %s are kept and not handled", event.bizType(), event.type());
    }
  }

  private EventReply success(EventKeys keys, String ownerKey) {
    var crypto = new CallbackCrypto(keys);
    var encrypt = crypto.seal(SUCCESS, ownerKey, Tokens.bytes(CallbackCrypto.RANDOM_BYTES));
    var timestamp = String.valueOf(clock.millis());
    var nonce = Tokens.random256().substring(0, NONCE_LENGTH);
    return new EventReply(crypto.signature(timestamp, nonce, encrypt), timestamp, nonce, encrypt);
  }

  private void count(String outcome, int amount) {
    meters.counter("dinggate.event.intake", "outcome", outcome).increment(amount);
  }

  private static ApiException notFound() {
    return new ApiException(ErrorCode.NOT_FOUND, "no app of that name takes events");
  }
}
