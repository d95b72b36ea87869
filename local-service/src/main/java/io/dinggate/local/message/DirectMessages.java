package io.dinggate.local.message;

import io.dinggate.local.message.CloudNews.Said;
import io.dinggate.local.message.Happening.What;
import io.dinggate.local.message.Parcel.Kind;
import io.dinggate.local.platform.Caller;
import io.dinggate.model.MessageId;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.problem.ApiException;
import io.dinggate.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Messages that a frontend hands to the cloud itself: written here by the rules of every other one,
 * and in the book from the moment on that the cloud is known to have them.
 */
@ApplicationScoped
public class DirectMessages {

  private final MessageDrafts drafts;
  private final NewMessages newMessages;
  private final MessageBook book;
  private final MessageHistory history;
  private final CloudNews news;
  private final Outbox outbox;
  private final MessageLedger ledger;

  DirectMessages(
      MessageDrafts drafts,
      NewMessages newMessages,
      MessageBook book,
      MessageHistory history,
      CloudNews news,
      Outbox outbox,
      MessageLedger ledger) {
    this.drafts = drafts;
    this.newMessages = newMessages;
    this.book = book;
    this.history = history;
    this.news = news;
    this.outbox = outbox;
    this.ledger = ledger;
  }

  /**
   * A message that may be handed to the cloud.
   *
   * @param request what the cloud is to be asked for
   * @param draft what the other methods need to know of it; holds the content
   */
  public record Written(SendMessage request, String draft) {

    @Override
    public String toString() {
      return "Written[hidden]";
    }
  }

  /**
   * Whose a message is, and by which id the cloud knows it.
   *
   * @param id the id towards the cloud
   * @param owner the caller, see {@link Caller#key}
   * @param draft as {@link #write} made it
   */
  public record Direct(UUID id, String owner, String draft) {

    @Override
    public String toString() {
      return "Direct[" + id + "]";
    }
  }

  /**
   * Writes it, every staff among the recipients resolved; stores nothing.
   *
   * @throws ApiException {@code forbidden} or {@code corp-not-allowed} when the caller may not send
   *     to those recipients, {@code validation} when none of them can be reached
   */
  public Written write(Caller caller, PutMessage message) {
    var deliveries = drafts.deliveries(caller, message.recipients());
    if (deliveries.stream().noneMatch(Delivery::forTheCloud)) {
      throw ApiException.invalid(
          "message.recipients", "must name somebody who is, or is bound to, a user of DingTalk");
    }
    return new Written(
        Outgoing.request(message.content(), message.app(), message.options(), deliveries),
        MessageJson.write(DirectDraft.of(message, drafts.hash(message), deliveries)));
  }

  /**
   * The cloud has it, and said where it stands. In the transaction of the caller; may be called
   * again.
   *
   * @return by which id its caller finds it
   */
  public MessageId taken(Direct direct, MessageStatus status) {
    var known = book.lock(direct.id()).map(message -> message.key().id());
    var id = known.orElseGet(() -> store(direct, status.acceptedAt()));
    if (known.isEmpty()) {
      history.add(direct.id(), 0, List.of(Happening.of(ledger.now(), What.FORWARDED)));
    }
    news.apply(direct.id(), Said.of(status));
    return id;
  }

  /**
   * The cloud may have it, and what it said of that is lost: it is asked. In the transaction of the
   * caller.
   *
   * @return by which id its caller finds it
   */
  public MessageId perhapsTaken(Direct direct, Instant writtenAt) {
    var id =
        book.lock(direct.id())
            .map(message -> message.key().id())
            .orElseGet(() -> store(direct, writtenAt));
    book.lock(direct.id()).ifPresent(message -> outbox.post(message, Kind.LOOK));
    return id;
  }

  /** By the id that the cloud knows, unless the caller has used that for another message. */
  private MessageId store(Direct direct, Instant at) {
    var id = new MessageId(direct.id().toString());
    if (newMessages.addSent(draft(direct, id, at))) {
      return id;
    }
    var other = new MessageId(Ids.uuidV7().toString());
    if (!newMessages.addSent(draft(direct, other, at))) {
      throw new IllegalStateException("a new id is taken");
    }
    return other;
  }

  private static Draft draft(Direct direct, MessageId id, Instant at) {
    var draft = MessageJson.readDirect(direct.draft());
    var deliveries = draft.deliveries();
    var message =
        new Message(
            direct.id(),
            new MessageKey(direct.owner(), id),
            draft.hash(),
            draft.content(),
            draft.app(),
            draft.options(),
            at,
            at,
            0,
            0,
            false,
            Counts.of(deliveries),
            null,
            null,
            0);
    return new Draft(message, deliveries, at);
  }
}
