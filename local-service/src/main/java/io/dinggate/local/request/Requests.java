package io.dinggate.local.request;

import io.dinggate.local.message.Operators;
import io.dinggate.local.platform.Caller;
import io.dinggate.local.platform.Caller.ClientCaller;
import io.dinggate.local.platform.CurrentCaller;
import io.dinggate.model.RequestId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.web.Cursors;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds requests for those who may see them: their callers, and operators. What a program may not
 * ask for it does not see the results of either.
 */
@ApplicationScoped
class Requests {

  private final CurrentCaller caller;
  private final RequestTable table;

  Requests(CurrentCaller caller, RequestTable table) {
    this.caller = caller;
    this.table = table;
  }

  /**
   * One.
   *
   * @param owner whose, for operators; null for the caller's own
   * @throws ApiException {@code not-found}, also for somebody else's; {@code forbidden}
   */
  StoredRequest find(RequestId id, @Nullable String owner) {
    var named = Operators.owner(caller.require(), owner);
    var found = table.find(uuid(id)).filter(request -> request.caller().equals(named));
    var request = found.orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND));
    caller.requireScope(request.kind().scope());
    return request;
  }

  /**
   * A part of them, newest first.
   *
   * @param owner whose, for operators, and {@code *} for everybody's; null for the caller's own
   */
  RequestPage list(int limit, @Nullable String cursor, @Nullable String owner) {
    var who = caller.require();
    var named = Operators.owner(who, owner);
    var everybody = named.equals(Operators.EVERYBODY);
    var found = table.list(everybody ? null : named, kinds(who), Cursors.id(cursor), limit + 1);
    var items =
        found.stream()
            .limit(limit)
            .map(everybody ? RequestView::withCaller : RequestView::of)
            .toList();
    return new RequestPage(
        items, found.size() <= limit ? null : found.get(limit - 1).id().toString());
  }

  private static List<RequestKind> kinds(Caller who) {
    return Arrays.stream(RequestKind.values())
        .filter(kind -> !(who instanceof ClientCaller client) || client.may(kind.scope()))
        .toList();
  }

  private static UUID uuid(RequestId id) {
    try {
      return UUID.fromString(id.value());
    } catch (IllegalArgumentException _) {
      throw new ApiException(ErrorCode.NOT_FOUND);
    }
  }
}
