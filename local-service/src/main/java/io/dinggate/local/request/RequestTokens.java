package io.dinggate.local.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.local.cloud.SiteCorps;
import io.dinggate.local.message.DirectMessages;
import io.dinggate.local.platform.Caller;
import io.dinggate.local.platform.Caller.ClientCaller;
import io.dinggate.local.platform.Caller.SessionCaller;
import io.dinggate.local.platform.PublicUrl;
import io.dinggate.model.RequestId;
import io.dinggate.model.UserRef;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.request.DepartmentsRequest;
import io.dinggate.model.request.MessageRequest;
import io.dinggate.model.request.RequestBody;
import io.dinggate.model.request.RequestToken;
import io.dinggate.model.request.UserRequest;
import io.dinggate.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signs for requests of the site's callers, by the rules of what they may ask for here, and
 * remembers them.
 */
@ApplicationScoped
class RequestTokens {

  private final DirectMessages messages;
  private final SiteCorps corps;
  private final RequestTable table;
  private final RequestSigner signer;
  private final CloudUrl cloud;
  private final PublicUrl site;
  private final RequestConfig config;
  private final ObjectMapper json;
  private final Clock clock;

  RequestTokens(
      DirectMessages messages,
      SiteCorps corps,
      RequestTable table,
      RequestSigner signer,
      CloudUrl cloud,
      PublicUrl site,
      RequestConfig config,
      ObjectMapper json,
      Clock clock) {
    this.messages = messages;
    this.corps = corps;
    this.table = table;
    this.signer = signer;
    this.cloud = cloud;
    this.site = site;
    this.config = config;
    this.json = json;
    this.clock = clock;
  }

  /** What is about to be signed, and what is remembered of it. */
  private record Draft(RequestBody body, @Nullable String message) {}

  /**
   * Signs for it, and stores that. A program's scope is looked at before, see {@link
   * RequestKind#scope}.
   *
   * @throws ApiException {@code forbidden} or {@code corp-not-allowed} when the caller may not ask
   *     for it; {@code requests-not-set-up}; {@code rate-limited} when too many wait to be posted
   */
  SignedRequest issue(Caller caller, NewRequest request) {
    var origin = origin(caller, request.origin());
    var draft = draft(caller, request);
    signer.requireKey();
    var body = write(draft.body());
    var id = Ids.uuidV7();
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS); // as a token counts
    var expiry = now.plus(config.tokenLifetime());
    var name = new RequestId(id.toString());
    var token = signer.sign(name, caller.key(), origin, body, now, expiry);
    var stored =
        new StoredRequest(
            id,
            caller.key(),
            kind(request),
            RequestState.WAITING,
            now,
            expiry,
            draft.message(),
            null,
            null,
            null,
            null);
    if (!table.add(stored, config.maxOpen())) {
      throw new ApiException(
          ErrorCode.RATE_LIMITED,
          "Of one caller " + config.maxOpen() + " requests may wait to be posted at once.",
          List.of(),
          config.tokenLifetime(),
          null);
    }
    return new SignedRequest(name, cloud.requests(), token, body, expiry);
  }

  static RequestKind kind(NewRequest request) {
    return switch (request) {
      case NewMessageRequest _ -> RequestKind.MESSAGE;
      case NewUserRequest _ -> RequestKind.USER;
      case NewDepartmentsRequest _ -> RequestKind.DEPARTMENTS;
    };
  }

  /** As on the way by the site. */
  private Draft draft(Caller caller, NewRequest request) {
    return switch (request) {
      case NewMessageRequest(var message, var _) -> {
        var written = messages.write(caller, message);
        yield new Draft(new MessageRequest(written.request()), written.draft());
      }
      case NewUserRequest(var user, var _) -> {
        requireSelfOrOperator(caller, user);
        corps.require(user.corp());
        yield new Draft(new UserRequest(user, null), null);
      }
      case NewDepartmentsRequest(var parent, var _) -> {
        requireSelfOrOperator(caller, null);
        corps.require(parent.corp());
        yield new Draft(new DepartmentsRequest(parent, null), null);
      }
    };
  }

  /** A session's pages are ours: whose else, its requests do not come here. */
  private String origin(Caller caller, @Nullable String named) {
    if (named != null && !(caller instanceof ClientCaller)) {
      throw ApiException.invalid("origin", "must not be given by a signed-in person");
    }
    return named == null ? site.origin() : named;
  }

  private static void requireSelfOrOperator(Caller caller, @Nullable UserRef user) {
    if (caller instanceof SessionCaller session
        && !session.operator()
        && !session.user().equals(user)) {
      throw new ApiException(ErrorCode.FORBIDDEN, "needs an operator of the site");
    }
  }

  private String write(RequestBody body) {
    String text;
    try {
      text = json.writerFor(RequestBody.class).writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request is always JSON", e);
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > RequestToken.MAX_BODY_BYTES) {
      throw new ApiException(
          ErrorCode.BODY_TOO_LARGE,
          "By way of the cloud a request may have " + RequestToken.MAX_BODY_BYTES + " bytes.");
    }
    return text;
  }
}
