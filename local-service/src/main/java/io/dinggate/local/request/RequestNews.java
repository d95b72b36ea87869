package io.dinggate.local.request;

import io.dinggate.model.RequestId;

/**
 * Where a request stands, as whoever waits for it is told; what came of it is read by itself.
 *
 * @param id the one of its token
 * @param state where it stands
 * @param closed whether nothing more is expected
 */
record RequestNews(RequestId id, RequestState state, boolean closed) {}
