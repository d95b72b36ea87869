package io.dinggate.model.request;

import io.dinggate.model.RequestId;
import java.time.Instant;

/**
 * The cloud has stored a request, and will do it; its result reaches the site by the feed.
 *
 * @param id the request
 * @param acceptedAt when it was stored
 */
public record AcceptedRequest(RequestId id, Instant acceptedAt) {}
