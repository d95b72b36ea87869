package io.dinggate.local.webhook;

import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What operators may see of deliveries, and do about them. */
@ApplicationScoped
class Deliveries {

  private final DeliveryTable table;
  private final WebhookConfig config;

  Deliveries(DeliveryTable table, WebhookConfig config) {
    this.table = table;
    this.config = config;
  }

  DeliveryPage page(@Nullable WebhookState state, @Nullable UUID before, int limit) {
    var rows = table.list(state, before, limit + 1);
    var items = rows.subList(0, Math.min(limit, rows.size()));
    return new DeliveryPage(items, rows.size() > limit ? items.getLast().id() : null);
  }

  /**
   * Has one that has not arrived tried at once.
   *
   * @throws ApiException {@code NOT_FOUND} when there is none of that id
   */
  DeliveryView retry(String id) {
    var row = parse(id);
    if (!table.revive(row, config.giveUpAfter())) {
      throw notFound();
    }
    return table.find(row).stream().findFirst().orElseThrow(Deliveries::notFound);
  }

  /**
   * Deletes one that has not arrived.
   *
   * @throws ApiException {@code NOT_FOUND} when there is none of that id
   */
  void discard(String id) {
    if (!table.discard(parse(id))) {
      throw notFound();
    }
  }

  private static UUID parse(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException _) {
      throw notFound();
    }
  }

  private static ApiException notFound() {
    return new ApiException(ErrorCode.NOT_FOUND, "No delivery of that id that has not arrived.");
  }
}
