package io.dinggate.local.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.local.platform.Transactions;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.MessageId;
import io.dinggate.model.RequestId;
import io.dinggate.model.feed.FeedEntry;
import io.dinggate.model.feed.FeedPage;
import io.dinggate.model.feed.RequestDone;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.request.RequestResult;
import io.dinggate.model.request.RequestResult.MessageTaken;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Signs requests, and brings their results as the feed would. */
@Singleton
class FedRequests {

  private static final Path GOLDEN =
      Path.of("../common-model/src/test/resources/contract/v1/feed-page-requests.json");

  private final RequestResults results;
  private final Transactions transactions;
  private final TestDatabase database;
  private final ObjectMapper json;
  private final Clock clock;
  private final AtomicLong sequence = new AtomicLong();

  FedRequests(
      RequestResults results,
      Transactions transactions,
      TestDatabase database,
      ObjectMapper json,
      Clock clock) {
    this.results = results;
    this.transactions = transactions;
    this.database = database;
    this.json = json;
    this.clock = clock;
  }

  /** A request of that caller, signed just now. */
  RequestId signed(RequestSpecification caller, String body) {
    return new RequestId(
        caller
            .body(body)
            .post("/api/v1/request-tokens")
            .then()
            .statusCode(201)
            .extract()
            .<String>path("id"));
  }

  /** One entry of the feed. */
  void tell(RequestId id, RequestResult result) {
    transactions.run(() -> applyInTransaction(id, result));
  }

  /** The same, in the transaction of the caller. */
  void applyInTransaction(RequestId id, RequestResult result) {
    var item = new RequestDone(id, result);
    results.apply(new FeedEntry(sequence.incrementAndGet(), clock.instant(), item), item);
  }

  /** That entry of the contract's example, about another request. */
  RequestResult example(int index) throws IOException {
    var page = json.readValue(Files.readString(GOLDEN), FeedPage.class);
    return ((RequestDone) page.entries().get(index).item()).result();
  }

  /** The cloud took the message, to Anna. */
  MessageTaken taken(RequestId id, long version, DeliveryState state) {
    return new MessageTaken(
        new MessageStatus(
            new MessageId(id.value()),
            state,
            clock.instant(),
            version,
            false,
            List.of(new RecipientStatus(People.refOf(People.ANNA), state, null, null, null)),
            List.of()));
  }

  String stateOf(RequestId id) {
    return database.text("select state from request where id = '" + id + "'");
  }
}
