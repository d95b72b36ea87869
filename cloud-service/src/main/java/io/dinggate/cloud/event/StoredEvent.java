package io.dinggate.cloud.event;

import io.dinggate.model.AppId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits to be handled.
 *
 * @param id the place in the order of arrival
 * @param identity as it is stored
 * @param app which app it was pushed to
 * @param bizType the number of a row's type; null for an event that came alone
 * @param type the action of a row, or the type of an event that came alone
 * @param happenedAt by DingTalk's clock
 * @param sealed the JSON that it came as, sealed
 * @param attempts how often it was tried in vain
 */
record StoredEvent(
    long id,
    String identity,
    AppId app,
    @Nullable Integer bizType,
    String type,
    Instant happenedAt,
    String sealed,
    int attempts) {}
