package io.dinggate.cloud.app;

import java.time.Instant;

/**
 * An authorisation as it was read.
 *
 * @param authorisation what it says
 * @param revision grows with every change of the authorisation; an access token belongs to the
 *     revision it was fetched under and is void under any other
 * @param changedAt when what it says came about, by DingTalk's clock
 */
record Standing(Authorisation authorisation, long revision, Instant changedAt) {}
