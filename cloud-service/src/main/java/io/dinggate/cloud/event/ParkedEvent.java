package io.dinggate.cloud.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that the cloud could not handle itself; its sites were told of it all the same.
 *
 * @param id the event's, as its sites know it
 * @param app which app it was pushed to
 * @param corp which corp it is about; null when it names none
 * @param bizType the number of a row's type; null for an event that came alone
 * @param type the action of a row, or the type of an event that came alone
 * @param happenedAt by DingTalk's clock
 * @param receivedAt when it came to the cloud
 * @param reason why it could not be handled
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ParkedEvent(
    String id,
    String app,
    @Nullable String corp,
    @Nullable Integer bizType,
    String type,
    Instant happenedAt,
    Instant receivedAt,
    String reason) {}
