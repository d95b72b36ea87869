package io.dinggate.model.feed;

import io.dinggate.model.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How a site learns what the cloud has for it; needs the scope {@code feed:read}. */
@Path("/api/v1/feed")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public interface FeedApi {

  /** The longest wait, in seconds. */
  int MAX_WAIT_SECONDS = 25;

  /** The most entries of one answer. */
  int MAX_ENTRIES = 500;

  /**
   * The entries after a cursor; waits for one when there is none.
   *
   * @param epoch of the cursor; null to begin with the feed's first entry
   * @param after the sequence that was read last; 0 for none
   * @param wait how many seconds to wait for an entry when there is none
   * @param limit how many entries at most
   * @return the page; {@code feed-gone} for another epoch, or a cursor beyond what there was or is;
   *     {@code feed-superseded} when another request of the site waits for entries since
   */
  @GET
  CompletionStage<FeedPage> poll(
      @QueryParam("epoch") @Nullable String epoch,
      @QueryParam("after") @DefaultValue("0") @Min(0) long after,
      @QueryParam("wait") @DefaultValue("0") @Min(0) @Max(MAX_WAIT_SECONDS) int wait,
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(MAX_ENTRIES) int limit);

  /**
   * Everything up to this cursor has been applied and need not be kept. Acknowledging less than
   * before changes nothing.
   */
  @POST
  @Path("ack")
  void acknowledge(@NotNull @Valid FeedCursor cursor);
}
