package io.dinggate.local.webhook;

/** Where news for API clients is handed in; delivered at least once, also after a crash. */
public interface Webhooks {

  /**
   * Has a client told, if it has configured an address; in the transaction of the caller.
   *
   * @param owner the client, see {@link io.dinggate.local.platform.Caller#key}
   * @param id the same however often it is delivered, so that the receiver can tell repetitions
   * @param type what happened, for example {@code message.changed}
   * @param data what to tell, as JSON
   */
  void announce(String owner, String id, String type, String data);

  /**
   * Has every client told that wants to know of events of that type; in the transaction of the
   * caller.
   *
   * @param event the type of the event, for example {@code user_leave_org}
   * @param id the same however often it is delivered
   * @param type of the webhook
   * @param data what to tell, as JSON
   */
  void announceEvent(String event, String id, String type, String data);
}
