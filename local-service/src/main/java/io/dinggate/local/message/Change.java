package io.dinggate.local.message;

import java.util.List;

/**
 * What becomes of a message in one transaction.
 *
 * @param before deliveries as they stood, without those that come in
 * @param after the same ones as they stand now, and those that come in
 * @param version the cloud's version that this is; what stood before when this site says it
 * @param closed whether nothing will change any more
 * @param notes lines of the history beside those that count the changes
 */
record Change(
    List<Delivery> before,
    List<Delivery> after,
    long version,
    boolean closed,
    List<Happening> notes) {

  Change {
    before = List.copyOf(before);
    after = List.copyOf(after);
    notes = List.copyOf(notes);
  }
}
