package io.dinggate.cloud.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.dinggate.model.SiteId;
import io.dinggate.model.feed.FeedItem;
import io.dinggate.platform.keys.Sealer;
import jakarta.inject.Singleton;

/** How what an entry says is stored: JSON, sealed for its place in its site's feed. */
@Singleton
final class FeedItems {

  private final Sealer sealer;
  private final ObjectWriter writer;
  private final ObjectReader reader;

  FeedItems(Sealer sealer, ObjectMapper json) {
    this.sealer = sealer;
    this.writer = json.writerFor(FeedItem.class);
    this.reader =
        json.readerFor(FeedItem.class)
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES); // a newer version's row
  }

  String seal(SiteId site, long sequence, FeedItem item) {
    try {
      return sealer.seal(context(site, sequence), writer.writeValueAsString(item));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an item is always JSON", e);
    }
  }

  FeedItem open(SiteId site, long sequence, String sealed) {
    try {
      return reader.readValue(sealer.open(context(site, sequence), sealed));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored item is always JSON", e);
    }
  }

  private static String context(SiteId site, long sequence) {
    return "feed_entry.item:" + site.value() + ":" + sequence;
  }
}
