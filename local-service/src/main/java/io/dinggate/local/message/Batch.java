package io.dinggate.local.message;

import io.dinggate.model.MessageId;
import io.dinggate.model.message.SendBatch;
import io.dinggate.model.message.SendMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Messages that go to the cloud in one call.
 *
 * @param items in the order in which they go
 */
record Batch(List<Item> items) {

  /** More than any content with its options takes on the wire. */
  private static final int CONTENT_BYTES = 5000;

  /** More than the names and quotes around a recipient take. */
  private static final int RECIPIENT_BYTES = 40;

  Batch {
    items = List.copyOf(items);
  }

  /** One message. */
  record Item(Parcel parcel, SendMessage message) {

    /** About, and at least, what it takes on the wire. */
    int bytes() {
      var recipients =
          message.recipients().stream()
              .mapToInt(
                  user ->
                      RECIPIENT_BYTES
                          + user.corp().value().length()
                          + user.userId().value().length())
              .sum();
      var departments = message.departments().size() * (2 * RECIPIENT_BYTES);
      return CONTENT_BYTES + recipients + departments;
    }

    private SendBatch.Item wire() {
      return new SendBatch.Item(idOf(parcel), message);
    }
  }

  /** The id by which the cloud knows the message of a parcel. */
  static MessageId idOf(Parcel parcel) {
    return new MessageId(parcel.message().toString());
  }

  /**
   * Packs parcels in their order, as many into each batch as its size allows; a message that is
   * larger goes alone, and one that has no request is left out.
   */
  static List<Batch> pack(List<Parcel> parcels, Map<UUID, SendMessage> requests, int maxBytes) {
    var batches = new ArrayList<Batch>();
    var items = new ArrayList<Item>();
    var bytes = 0;
    for (var parcel : parcels) {
      var request = requests.get(parcel.message());
      if (request == null) {
        continue;
      }
      var item = new Item(parcel, request);
      if (!items.isEmpty() && bytes + item.bytes() > maxBytes) {
        batches.add(new Batch(items));
        items.clear();
        bytes = 0;
      }
      items.add(item);
      bytes += item.bytes();
    }
    if (!items.isEmpty()) {
      batches.add(new Batch(items));
    }
    return batches;
  }

  /** Each parcel goes alone; one that has no request is left out. */
  static List<Batch> each(List<Parcel> parcels, Map<UUID, SendMessage> requests) {
    return pack(parcels, requests, 0);
  }

  List<Parcel> parcels() {
    return items.stream().map(Item::parcel).toList();
  }

  SendBatch request() {
    return new SendBatch(items.stream().map(Item::wire).toList());
  }
}
