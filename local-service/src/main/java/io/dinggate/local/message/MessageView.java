package io.dinggate.local.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.AppId;
import io.dinggate.model.MessageId;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.SendOptions;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A message as its caller reads it.
 *
 * @param id minted by the caller
 * @param state of the message as a whole
 * @param closed whether nothing will change any more
 * @param acceptedAt when it was stored
 * @param changedAt when something became of it last
 * @param content what was asked to be delivered
 * @param app the app that was asked for; null for each corp's default
 * @param options how it is delivered; null where nothing was asked for
 * @param total how many recipients it has; a department is one until its people are known, who are
 *     recipients then in its stead
 * @param counts how many of them stand in each state; states without any are left out
 * @param recipients the first ones, in the order of the request; the people of departments follow
 * @param nextRecipients the cursor of those that follow; null when these are all
 * @param history what happened to it, from its beginning
 * @param can what whoever reads this may have done with it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MessageView(
    MessageId id,
    DeliveryState state,
    boolean closed,
    Instant acceptedAt,
    Instant changedAt,
    MessageContent content,
    @Nullable AppId app,
    @Nullable SendOptions options,
    int total,
    SortedMap<String, Integer> counts,
    List<RecipientView> recipients,
    @Nullable String nextRecipients,
    List<Happening> history,
    Can can) {

  MessageView {
    recipients = List.copyOf(recipients);
    history = List.copyOf(history);
  }

  /**
   * What may be done with a message.
   *
   * @param cancel whether something of it has not been sent, and may be kept from being sent
   * @param recall whether something of it may be taken back
   * @param requeue whether something of it was given up, and may be tried once more
   */
  record Can(boolean cancel, boolean recall, boolean requeue) {}
}
